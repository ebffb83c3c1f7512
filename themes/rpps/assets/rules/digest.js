// @ts-check
/*
 * Jalon, digests: UTF-8, SHA-256, Crockford's base 32, a hash of 32 bits.
 * Pure functions: no DOM, no clock. Rust implements the same rules, and tests/vectors/*.json are run by both.
 */

var JalonDigest = (() => {
  "use strict";

  /**
   * UTF-8 bytes; a lone surrogate becomes U+FFFD, as everywhere.
   * @param {string} text
   * @returns {number[]}
   */
  function utf8(text) {
    /** @type {number[]} */
    const out = [];
    for (let i = 0; i < text.length; i += 1) {
      let c = text.codePointAt(i) || 0;
      if (c > 0xffff) i += 1;
      if (c >= 0xd800 && c <= 0xdfff) c = 0xfffd;
      if (c < 0x80) out.push(c);
      else if (c < 0x800) out.push(0xc0 | (c >> 6), 0x80 | (c & 63));
      else if (c < 0x10000) out.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
      else out.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
    }
    return out;
  }

  /** The first 32 bits of the fractional part of a root of each of the first primes: the constants of SHA-256. */
  const sha = (() => {
    /** @type {number[]} */
    const k = [];
    /** @type {number[]} */
    const h = [];
    /** @param {number} x */
    function fraction(x) {
      return ((x - Math.floor(x)) * 4294967296) | 0;
    }
    for (let n = 2; k.length < 64; n += 1) {
      let prime = true;
      for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
      if (!prime) continue;
      if (h.length < 8) h.push(fraction(Math.sqrt(n)));
      k.push(fraction(Math.cbrt(n)));
    }
    return { k: k, h: h };
  })();

  /**
   * SHA-256 in plain JavaScript: `crypto.subtle` does not exist on plain http.
   * @param {string} text
   * @returns {number[]} 32 bytes
   */
  function sha256(text) {
    const bytes = utf8(text),
      bits = bytes.length * 8;
    bytes.push(0x80);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (let shift = 56; shift >= 0; shift -= 8) {
      bytes.push(shift > 31 ? (Math.floor(bits / 4294967296) >>> (shift - 32)) & 255 : (bits >>> shift) & 255);
    }
    const h = sha.h.slice();
    /** @type {number[]} */
    const w = [];
    /** @param {number} x @param {number} n */
    function turn(x, n) {
      return (x >>> n) | (x << (32 - n));
    }
    for (let at = 0; at < bytes.length; at += 64) {
      let v = h.slice();
      for (let i = 0; i < 64; i += 1) {
        if (i < 16) {
          const p = at + i * 4;
          w[i] = (bytes[p] << 24) | (bytes[p + 1] << 16) | (bytes[p + 2] << 8) | bytes[p + 3];
        } else {
          const a = w[i - 15],
            b = w[i - 2];
          w[i] =
            (w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) |
            0;
        }
        const e = v[4];
        const one =
          (v[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & v[5]) ^ (~e & v[6])) + sha.k[i] + w[i]) | 0;
        const two =
          ((turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)) + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]))) | 0;
        v = [(one + two) | 0, v[0], v[1], v[2], (v[3] + one) | 0, v[4], v[5], v[6]];
      }
      for (let j = 0; j < 8; j += 1) h[j] = (h[j] + v[j]) | 0;
    }
    /** @type {number[]} */
    const out = [];
    h.forEach((x) => {
      out.push(x >>> 24, (x >>> 16) & 255, (x >>> 8) & 255, x & 255);
    });
    return out;
  }

  /** @param {string} text */
  function sha256Hex(text) {
    return sha256(text)
      .map((byte) => (byte < 16 ? "0" : "") + byte.toString(16))
      .join("");
  }

  // generated from rules/alphabets.txt by rules/twins.mjs: do not edit
  /** Crockford's alphabet. */
  const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  /** For addresses. */
  const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  // end of what is generated

  /**
   * Crockford base 32 of whole bytes, big-endian; the last symbol is padded with zero bits.
   * @param {number[]} bytes
   */
  function base32(bytes) {
    let out = "",
      held = 0,
      bits = 0;
    bytes.forEach((byte) => {
      held = (held << 8) | byte;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        out += SYMBOLS[(held >> bits) & 31];
      }
      held &= 31;
    });
    return bits ? out + SYMBOLS[(held << (5 - bits)) & 31] : out;
  }

  /** @param {string} text */
  function hash32(text) {
    let hash = 2166136261;
    utf8(text).forEach((byte) => {
      hash = Math.imul(hash ^ byte, 16777619);
    });
    return hash >>> 0;
  }

  return { utf8, hash32, sha256, sha256Hex, base32, SYMBOLS, BASE64 };
})();
