// Unpacks what the board sends: raw DEFLATE (RFC 1951) that begins with words both ends know.
// Browsers unpack streams too, but none of them takes a dictionary.

const CIRCLE = '["M",0,-17],["L",1.48,-16.94],["L",2.95,-16.74],["L",4.4,-16.42],["L",5.81,-15.97],'
  + '["L",7.18,-15.41],["L",8.5,-14.72],["L",9.75,-13.93],["L",10.93,-13.02],["L",12.02,-12.02],'
  + '["L",13.02,-10.93],["L",13.93,-9.75],["L",14.72,-8.5],["L",15.41,-7.18],["L",15.97,-5.81],'
  + '["L",16.42,-4.4],["L",16.74,-2.95],["L",16.94,-1.48],["L",17,0],["L",16.94,1.48],'
  + '["L",16.74,2.95],["L",16.42,4.4],["L",15.97,5.81],["L",15.41,7.18],["L",14.72,8.5],'
  + '["L",13.93,9.75],["L",13.02,10.93],["L",12.02,12.02],["L",10.93,13.02],["L",9.75,13.93],'
  + '["L",8.5,14.72],["L",7.18,15.41],["L",5.81,15.97],["L",4.4,16.42],["L",2.95,16.74],'
  + '["L",1.48,16.94],["L",0,17],["Z"]';
export const DICTIONARY = `"items":[{"t":"path","d":[${CIRCLE}],"fill":"ink","stroke":null},`
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
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Base values and extra bits of lengths and distances: each `per` codes one more bit. */
function ladder(first, per, count) {
  const steps = [];
  for (let code = 0, value = first; code < count; code++) {
    const bits = Math.max(0, Math.floor(code / per) - 1);
    steps.push([value, bits]);
    value += 1 << bits;
  }
  return steps;
}
const LENGTHS = [...ladder(3, 4, 28), [258, 0]];
const DISTANCES = ladder(1, 2, 30);

/** A Huffman code, read bit by bit: how many symbols of each length, and the symbols in order. */
function tree(lengths) {
  const counts = Array(16).fill(0);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const symbols = [];
  for (let length = 1; length < 16; length++) {
    lengths.forEach((each, symbol) => { if (each === length) symbols.push(symbol); });
  }
  return { counts, symbols };
}
const FIXED = [
  tree(Array.from({ length: 288 }, (_, n) => (n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8))),
  tree(Array(30).fill(5)),
];

class Bits {
  constructor(octets) { this.octets = octets; this.at = 0; this.held = 0; this.count = 0; }

  bit() {
    if (this.count === 0) {
      if (this.at >= this.octets.length) throw new Error("packing");
      this.held = this.octets[this.at++];
      this.count = 8;
    }
    const bit = this.held & 1;
    this.held >>= 1;
    this.count--;
    return bit;
  }

  number(bits) {
    let value = 0;
    for (let n = 0; n < bits; n++) value |= this.bit() << n;
    return value;
  }

  symbol({ counts, symbols }) {
    for (let length = 1, code = 0, first = 0, index = 0; length < 16; length++) {
      code |= this.bit();
      if (code - first < counts[length]) return symbols[index + code - first];
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new Error("packing");
  }
}

class Out {
  constructor(start) {
    this.start = start.length;
    this.octets = new Uint8Array(Math.max(65536, start.length * 2));
    this.octets.set(start);
    this.length = start.length;
  }

  put(octet) {
    if (this.length - this.start >= MAX_BYTES) throw new Error("packing");
    if (this.length === this.octets.length) {
      const wider = new Uint8Array(this.length * 2);
      wider.set(this.octets);
      this.octets = wider;
    }
    this.octets[this.length++] = octet;
  }

  repeat(length, distance) {
    if (distance > this.length) throw new Error("packing");
    for (let n = 0; n < length; n++) this.put(this.octets[this.length - distance]);
  }
}

/** Returns the text of packed bytes; throws when they are none. */
export function unpack(buffer) {
  const bits = new Bits(new Uint8Array(buffer));
  const out = new Out(new TextEncoder().encode(DICTIONARY));
  for (let isLast = false; !isLast;) {
    isLast = bits.bit() === 1;
    const kind = bits.number(2);
    if (kind === 0) stored(bits, out);
    else if (kind === 1) block(bits, out, FIXED);
    else if (kind === 2) block(bits, out, trees(bits));
    else throw new Error("packing");
  }
  const made = out.octets.subarray(out.start, out.length);
  return new TextDecoder("utf-8", { fatal: true }).decode(made);
}

function stored(bits, out) {
  bits.count = 0;
  const length = bits.number(16);
  if ((bits.number(16) ^ 0xffff) !== length) throw new Error("packing");
  for (let n = 0; n < length; n++) out.put(bits.number(8));
}

function trees(bits) {
  const [literals, distances, codes] = [bits.number(5) + 257, bits.number(5) + 1, bits.number(4) + 4];
  const own = Array(19).fill(0);
  for (let n = 0; n < codes; n++) own[ORDER[n]] = bits.number(3);
  const code = tree(own);
  const lengths = [];
  while (lengths.length < literals + distances) {
    const symbol = bits.symbol(code);
    if (symbol < 16) lengths.push(symbol);
    else if (symbol === 16) again(lengths, lengths.at(-1), 3 + bits.number(2));
    else again(lengths, 0, symbol === 17 ? 3 + bits.number(3) : 11 + bits.number(7));
  }
  if (lengths.length !== literals + distances) throw new Error("packing");
  return [tree(lengths.slice(0, literals)), tree(lengths.slice(literals))];
}

function again(lengths, value, times) {
  if (value === undefined) throw new Error("packing");
  for (let n = 0; n < times; n++) lengths.push(value);
}

function block(bits, out, [literals, distances]) {
  for (;;) {
    const symbol = bits.symbol(literals);
    if (symbol < 256) out.put(symbol);
    else if (symbol === 256) return;
    else {
      const [length, more] = LENGTHS[symbol - 257] ?? [];
      if (length === undefined) throw new Error("packing");
      const whole = length + bits.number(more);
      const [distance, further] = DISTANCES[bits.symbol(distances)] ?? [];
      if (distance === undefined) throw new Error("packing");
      out.repeat(whole, distance + bits.number(further));
    }
  }
}
