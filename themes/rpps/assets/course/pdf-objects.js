// @ts-check
/*
 * Jalon, the objects of a PDF that some programs compress together (object streams, ISO 32000-1, 7.5.7): the link of a sheet may be in
 * them. In: a file. Out: a promise of the same bytes, followed by those objects as they are once unpacked. Rust does the same
 * (src/attestation/pdf_objects.rs).
 */

const JalonPdfObjects = (() => {
  "use strict";

  /** Bytes unpacked at most: a small file may hold a text without end. */
  const MOST = 2e7;
  /** How far before its data the dictionary of a stream is looked for. */
  const DICTIONARY = 1000;

  /** @param {Uint8Array} bytes @param {string} word @param {number} from */
  function find(bytes, word, from) {
    for (let at = from; at + word.length <= bytes.length; at += 1) {
      let same = 0;
      while (same < word.length && bytes[at + same] === word.charCodeAt(same)) same += 1;
      if (same === word.length) return at;
    }
    return -1;
  }

  /** @param {Uint8Array} bytes @param {number} from @param {number} to */
  const latin = (bytes, from, to) => String.fromCharCode.apply(null, Array.from(bytes.subarray(Math.max(0, from), to)));

  /** Where the data of the object streams are. @param {Uint8Array} bytes @returns {[number, number][]} */
  function streams(bytes) {
    /** @type {[number, number][]} */
    const found = [];
    for (let at = find(bytes, "stream", 0); at >= 0; at = find(bytes, "stream", at)) {
      const dictionary =
          latin(bytes, at - DICTIONARY, at)
            .split("endobj")
            .pop() || "",
        end = find(bytes, "endstream", at + 6);
      if (end < 0) break;
      const start = at + 6 + (bytes[at + 6] === 13 ? 2 : 1);
      if (/\/ObjStm\b/.test(dictionary) && /\/FlateDecode\b/.test(dictionary)) found.push([start, end]);
      at = end + 9;
    }
    return found;
  }

  /** What a stream holds; what follows its end is passed over. @param {Uint8Array} packed @param {number} most @returns {Promise<Uint8Array[]>} */
  async function inflate(packed, most) {
    const chunks = [],
      reader = new Blob([/** @type {BlobPart} */ (packed)])
        .stream()
        .pipeThrough(new DecompressionStream("deflate"))
        .getReader();
    let size = 0;
    try {
      while (size < most) {
        const { done, value } = await reader.read();
        if (done) break;
        chunks.push(value);
        size += value.length;
      }
      void reader.cancel().catch(() => {});
    } catch (error) {
      /* damaged, or followed by the end of its line: what came before is kept */
    }
    return chunks;
  }

  /** @param {Uint8Array} bytes */
  async function unpacked(bytes) {
    if (latin(bytes, 0, 5) !== "%PDF-" || typeof DecompressionStream === "undefined") return bytes;
    const parts = [bytes];
    let left = MOST;
    for (const [start, end] of streams(bytes)) {
      for (const chunk of left > 0 ? await inflate(bytes.subarray(start, end), left) : []) {
        parts.push(chunk);
        left -= chunk.length;
      }
    }
    return new Uint8Array(await new Blob(/** @type {BlobPart[]} */ (parts)).arrayBuffer());
  }

  return { unpacked };
})();
