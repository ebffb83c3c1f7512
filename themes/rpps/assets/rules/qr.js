// @ts-check
/*
 * Jalon, a QR code (ISO/IEC 18004, model 2): pure functions (no DOM). Posters get theirs from Rust, when the site is built; a sheet
 * is composed by its reader, so its code is made here.
 * In: an address, whose end from a mark on is in the alphabet of the alphanumeric mode. Out: rows of modules, true for dark ones,
 * without the quiet zone; null when it is too long to be read from paper. tests/browser/qr.test.mjs has it read by another program.
 */

var JalonQr = (() => {
  "use strict";

  const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  /** Versions beyond have modules too small for a phone, on a sheet. */
  const MOST = 20;
  /** For each version from 1 on: words of correction in a block, blocks. */
  const LEVELS = {
    L: {
      bits: 1,
      words: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28],
      blocks: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8],
    },
    M: {
      bits: 0,
      words: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26],
      blocks: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16],
    },
  };

  /** @typedef {"L" | "M"} Level */

  // ---------------------------------------------------------------- bits

  /** @param {number} value @param {number} count @returns {number[]} */
  function bits(value, count) {
    return Array.from({ length: count }, (_, at) => (value >>> (count - 1 - at)) & 1);
  }

  /** Words of data and of correction in a version. @param {number} version */
  function rawWords(version) {
    const marks = version > 1 ? Math.floor(version / 7) + 2 : 0,
      modules = (16 * version + 128) * version + 64;
    return (modules - (marks ? (25 * marks - 10) * marks - 55 : 0) - (version > 6 ? 36 : 0)) >> 3;
  }

  /** @param {number} version @param {Level} level */
  function dataWords(version, level) {
    return rawWords(version) - LEVELS[level].words[version - 1] * LEVELS[level].blocks[version - 1];
  }

  /** The two segments: bytes, then symbols of the alphabet. @param {string} head @param {string} tail @param {number} version */
  function segments(head, tail, version) {
    const long = version > 9;
    let out = bits(4, 4).concat(bits(head.length, long ? 16 : 8));
    for (let at = 0; at < head.length; at += 1) out = out.concat(bits(head.charCodeAt(at), 8));
    if (!tail) return out;
    out = out.concat(bits(2, 4), bits(tail.length, long ? 11 : 9));
    for (let at = 0; at < tail.length; at += 2) {
      const first = ALPHABET.indexOf(tail[at]),
        pair = at + 1 < tail.length;
      out = out.concat(pair ? bits(first * 45 + ALPHABET.indexOf(tail[at + 1]), 11) : bits(first, 6));
    }
    return out;
  }

  /** @param {number[]} stream @param {number} room   in words */
  function padded(stream, room) {
    let out = stream.concat(bits(0, Math.min(4, room * 8 - stream.length)));
    out = out.concat(bits(0, (8 - (out.length & 7)) & 7));
    const words = [];
    for (let at = 0; at < out.length; at += 8) words.push(parseInt(out.slice(at, at + 8).join(""), 2));
    for (let pad = 236; words.length < room; pad ^= 253) words.push(pad);
    return words;
  }

  // ---------------------------------------------------------------- correction

  /** Product in the field of 256 elements. @param {number} x @param {number} y */
  function times(x, y) {
    let out = 0;
    for (let at = 7; at >= 0; at -= 1) out = (out << 1) ^ ((out >>> 7) * 285) ^ (((y >>> at) & 1) * x);
    return out;
  }

  /** @param {number} degree @returns {number[]} the polynomial that divides, without its first coefficient */
  function divisor(degree) {
    /** @type {number[]} */
    const out = Array.from({ length: degree }, (_, at) => Number(at === degree - 1));
    let root = 1;
    for (let round = 0; round < degree; round += 1) {
      for (let at = 0; at < degree; at += 1) out[at] = times(out[at], root) ^ (at + 1 < degree ? out[at + 1] : 0);
      root = times(root, 2);
    }
    return out;
  }

  /** @param {number[]} words @param {number[]} by */
  function remainder(words, by) {
    const out = by.map(() => 0);
    words.forEach((word) => {
      const factor = word ^ /** @type {number} */ (out.shift());
      out.push(0);
      by.forEach((value, at) => {
        out[at] ^= times(value, factor);
      });
    });
    return out;
  }

  /** Data and its correction, woven as they are drawn. @param {number[]} words @param {number} version @param {Level} level */
  function woven(words, version, level) {
    const count = LEVELS[level].blocks[version - 1],
      by = divisor(LEVELS[level].words[version - 1]),
      short = Math.floor(words.length / count),
      shorts = count - (words.length % count);
    let from = 0;
    const blocks = Array.from({ length: count }, (_, rank) => {
      const data = words.slice(from, from + short + (rank < shorts ? 0 : 1));
      from += data.length;
      return { data, rest: remainder(data, by) };
    });
    /** @type {number[]} */
    const out = [];
    for (let at = 0; at <= short; at += 1)
      blocks.forEach(({ data }) => {
        if (at < data.length) out.push(data[at]);
      });
    by.forEach((_, at) => {
      blocks.forEach(({ rest }) => {
        out.push(rest[at]);
      });
    });
    return out;
  }

  // ---------------------------------------------------------------- drawing

  /** Centres of the small squares. @param {number} version @param {number} size */
  function centres(version, size) {
    if (version === 1) return [];
    const count = Math.floor(version / 7) + 2,
      step = Math.ceil((size - 13) / (count * 2 - 2)) * 2;
    return [6].concat(Array.from({ length: count - 1 }, (_, at) => size - 7 - (count - 2 - at) * step));
  }

  /**
   * The modules that hang on the version alone; null where data goes. @param {number} version
   * @returns {(boolean | null)[][]}
   */
  function frame(version) {
    const size = version * 4 + 17,
      places = centres(version, size);
    /** @type {(boolean | null)[][]} */
    const grid = Array.from({ length: size }, () => Array.from({ length: size }, () => null));
    for (let at = 0; at < size; at += 1) grid[6][at] = grid[at][6] = at % 2 === 0;
    /** Rings around a centre. @param {number} x @param {number} y @param {number} radius @param {number[]} light */
    const rings = (x, y, radius, light) => {
      for (let dy = -radius; dy <= radius; dy += 1)
        for (let dx = -radius; dx <= radius; dx += 1) {
          const row = grid[y + dy];
          if (row && x + dx >= 0 && x + dx < size)
            row[x + dx] = light.indexOf(Math.max(Math.abs(dx), Math.abs(dy))) < 0;
        }
    };
    places.forEach((y, row) =>
      places.forEach((x, column) => {
        const last = places.length - 1,
          corner = (!row && !column) || (!row && column === last) || (row === last && !column);
        if (!corner) rings(x, y, 2, [1]);
      }),
    );
    [
      [3, 3],
      [size - 4, 3],
      [3, size - 4],
    ].forEach(([x, y]) => rings(x, y, 4, [2, 4]));
    if (version > 6) {
      let rest = version;
      for (let round = 0; round < 12; round += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
      const held = (version << 12) | rest;
      for (let at = 0; at < 18; at += 1) {
        const a = size - 11 + (at % 3),
          b = Math.floor(at / 3);
        grid[a][b] = grid[b][a] = ((held >>> at) & 1) === 1;
      }
    }
    return grid;
  }

  /** What says the level and the mask, twice. @param {(boolean | null)[][]} grid @param {Level} level @param {number} mask */
  function drawFormat(grid, level, mask) {
    const size = grid.length,
      data = (LEVELS[level].bits << 3) | mask;
    let rest = data;
    for (let round = 0; round < 10; round += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    const held = ((data << 10) | rest) ^ 0x5412;
    /** @param {number} at */
    const bit = (at) => ((held >>> at) & 1) === 1;
    for (let at = 0; at < 8; at += 1) {
      grid[at < 6 ? at : at + 1][8] = bit(at);
      grid[8][size - 1 - at] = bit(at);
    }
    grid[8][7] = bit(8);
    for (let at = 9; at < 15; at += 1) grid[8][14 - at] = bit(at);
    for (let at = 8; at < 15; at += 1) grid[size - 15 + at][8] = bit(at);
    grid[size - 8][8] = true;
  }

  /** @type {((x: number, y: number) => number)[]} zero: the module is turned over */
  const MASKS = [
    (x, y) => (x + y) % 2,
    (_, y) => y % 2,
    (x) => x % 3,
    (x, y) => (x + y) % 3,
    (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
    (x, y) => ((x * y) % 2) + ((x * y) % 3),
    (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
    (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
  ];

  /** @param {(boolean | null)[][]} blank @param {number[]} words @param {Level} level @param {number} mask @returns {boolean[][]} */
  function draw(blank, words, level, mask) {
    const grid = blank.map((row) => row.slice()),
      size = grid.length;
    drawFormat(grid, level, mask);
    let at = 0;
    for (let right = size - 1; right > 0; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < size; step += 1)
        for (let side = 0; side < 2; side += 1) {
          const x = right - side,
            y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
          if (grid[y][x] !== null) continue;
          const dark = at < words.length * 8 && ((words[at >> 3] >>> (7 - (at & 7))) & 1) === 1;
          grid[y][x] = dark !== (MASKS[mask](x, y) === 0);
          at += 1;
        }
    }
    return /** @type {boolean[][]} */ (grid);
  }

  /** How hard it is to read: long runs, squares, what looks like a corner, too much of one colour. @param {boolean[][]} grid */
  function penalty(grid) {
    const size = grid.length;
    let out = 0,
      dark = 0;
    /** @param {string} line */
    const along = (line) => {
      (line.match(/0{5,}|1{5,}/g) || []).forEach((run) => {
        out += run.length - 2;
      });
      out += 40 * (line.match(/(?=0000(1011101)|(1011101)0000)/g) || []).length;
    };
    grid.forEach((row, y) => {
      along(row.map(Number).join(""));
      along(grid.map((other) => Number(other[y])).join(""));
      row.forEach((one, x) => {
        dark += Number(one);
        const below = grid[y + 1];
        if (below && x + 1 < size && one === row[x + 1] && one === below[x] && one === below[x + 1]) out += 3;
      });
    });
    return out + 10 * Math.floor(Math.abs((dark * 20) / (size * size) - 10));
  }

  /**
   * @param {string} head   ASCII
   * @param {string} tail   of the alphanumeric alphabet
   * @param {Level} level
   * @returns {boolean[][] | null}
   */
  function encode(head, tail, level) {
    for (let version = 1; version <= MOST; version += 1) {
      const room = dataWords(version, level),
        stream = segments(head, tail, version);
      if (stream.length > room * 8) continue;
      const words = woven(padded(stream, room), version, level),
        blank = frame(version);
      // The places of the format are no places of data, whatever it says.
      drawFormat(blank, level, 0);
      const drawn = MASKS.map((_, mask) => draw(blank, words, level, mask)),
        costs = drawn.map(penalty);
      return drawn[costs.indexOf(Math.min.apply(null, costs))];
    }
    return null;
  }

  return { encode, MOST };
})();
