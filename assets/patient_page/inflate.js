// Unpacks what the board sends: raw DEFLATE (RFC 1951) that begins with words both ends know, those
// of counselling/call/board/packing.py, and what is of a picture with that picture. Browsers unpack
// streams, but none of them takes a dictionary: a block of plain bytes at the beginning does the same.

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
const WINDOW = 1 << 15; // bytes that DEFLATE looks back
const OF_PICTURE = 7; // begins no DEFLATE
const HEAD_BYTES = 5; // that, and the Adler-32 of all that is taken for known

/** Whether a message can be unpacked only by who has the picture that it is of. */
export function isOfPicture(data) {
  return typeof data !== "string" && new Uint8Array(data)[0] === OF_PICTURE;
}

/** Resolves with the text of packed bytes; rejects when they are none, or unpack without end. */
export async function unpack(data, picture = null) {
  const bytes = new Uint8Array(data);
  if (!isOfPicture(bytes)) return spread(bytes, new TextEncoder().encode(DICTIONARY));
  const known = new TextEncoder().encode(JSON.stringify(picture) + DICTIONARY).slice(-WINDOW);
  const said = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
  if (!picture || said !== adler32(known)) throw new Error("packing");
  return spread(bytes.slice(HEAD_BYTES), known);
}

// RFC 1950, 9; a window is too short to overflow before the end.
function adler32(bytes) {
  let [a, b] = [1, 0];
  for (const byte of bytes) b += a += byte;
  return (b % 65521) * 65536 + a % 65521;
}

async function spread(bytes, known) {
  const head = new Uint8Array(5); // a block that is not the last, not packed, and its length
  new DataView(head.buffer).setUint16(1, known.length, true);
  new DataView(head.buffer).setUint16(3, ~known.length, true);
  const unpacked = new Blob([head, known, bytes]).stream()
    .pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts = [];
  let left = known.length + MAX_BYTES;
  for (let part; !(part = await unpacked.read()).done;) {
    left -= part.value.length;
    if (left < 0) {
      unpacked.cancel();
      throw new Error("packing");
    }
    parts.push(part.value);
  }
  const all = await new Blob(parts).slice(known.length).arrayBuffer();
  return new TextDecoder("utf-8", { fatal: true }).decode(all);
}
