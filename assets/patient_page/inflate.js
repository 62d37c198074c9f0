// Unpacks what the board sends: raw DEFLATE (RFC 1951) that begins with words both ends know, those
// of counselling/call/board/packing.py. Browsers unpack streams, but none of them takes a dictionary:
// a block of plain bytes at the beginning does the same.

const RADIUS = 17;
const TURN = Math.PI / 36; // five degrees
const rounded = (value) => Math.round(value * 100) / 100;
const CIRCLE = [...Array.from({ length: 37 }, (_, n) => [n ? "L" : "M",
  rounded(RADIUS * Math.sin(n * TURN)), rounded(-RADIUS * Math.cos(n * TURN))]), ["Z"]];
export const DICTIONARY = `"items":[{"t":"path","d":${JSON.stringify(CIRCLE)},"fill":"ink","stroke":null},`
  + '"dash":[4,3],"bold":true,"dir":"rtl","anchor":"end","ink":"accent","breast cancer ovary"'
  + '{"t":"snapshot","version":1,"part":0,"parts":1,"text":"'
  + '{"t":"rect","x":0,"y":0,"w":34,"h":34,"r":0,"fill":"paper","stroke":null},'
  + '{"t":"rect","x":0,"y":0,"w":34,"h":34,"r":0,"fill":null,"stroke":{"ink":"ink","w":1.4,"dash":[]}},'
  + '{"t":"text","x":17,"y":47.2,"text":"30 y","size":8.5,"anchor":"middle","ink":"ink",'
  + '"bold":false,"dir":"ltr"},{"t":"text","x":17,"y":58.7,"text":"III-2"'
  + '{"t":"line","x1":0,"y1":0,"x2":34,"y2":0,"stroke":{"ink":"ink","w":1.4,"dash":[]}},'
  + '{"t":"line","x1":-20,"y1":20,"x2":21,"y2":-22,"stroke":{"ink":"ink","w":1.05,"dash":[]}},'
  + '{"t":"group","x":0,"y":0,"subject":"p1","label":"II-1: woman, age not known. man, d. 60 y",'
  + '"items":[{"t":"circle","x":0,"y":0,"r":17,"fill":"paper","stroke":null},'
  + '{"t":"circle","x":0,"y":0,"r":17,"fill":null,"stroke":{"ink":"ink","w":1.4,"dash":[]}},'
  + '{"t":"text","x":0,"y":30.2,"text":"60 y","size":8.5,"anchor":"middle","ink":"ink",'
  + '"bold":false,"dir":"ltr"},{"t":"text","x":0,"y":41.7,"text":"II-1","size":8.5,"anchor":"middle","ink":"soft",'
  + '"bold":false,"dir":"ltr"}]}]}{"=":{"x2":0,"y2":0}},{"m":[0,6.75],"=":{"x2":'
  + '{"t":"patch","version":2,"base":1,"head":{"w":100,"h":100,"description":'
  + '"persons, drawn in generations from the oldest at the top."},"ops":[1,[0.25,0,1],'
  + '{"=":{"label":"II-1: "},"/":[4,{"=":{"text":"II-1"}}]},{"+":[';
const MAX_BYTES = 8 * 1024 * 1024;
const KNOWN = new TextEncoder().encode(DICTIONARY);
const HEAD = new Uint8Array(5); // a block that is not the last, not packed, and its length
new DataView(HEAD.buffer).setUint16(1, KNOWN.length, true);
new DataView(HEAD.buffer).setUint16(3, ~KNOWN.length, true);

/** Resolves with the text of packed bytes; rejects when they are none, or unpack without end. */
export async function unpack(bytes) {
  const unpacked = new Blob([HEAD, KNOWN, bytes]).stream()
    .pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts = [];
  let left = KNOWN.length + MAX_BYTES;
  for (let part; !(part = await unpacked.read()).done;) {
    left -= part.value.length;
    if (left < 0) {
      unpacked.cancel();
      throw new Error("packing");
    }
    parts.push(part.value);
  }
  const all = await new Blob(parts).slice(KNOWN.length).arrayBuffer();
  return new TextDecoder("utf-8", { fatal: true }).decode(all);
}
