// How numbers stand in the bytes of the index: seven bits a byte, in planes, in rows of different
// lengths.
"use strict";

var BanmianSearch = BanmianSearch || {};

BanmianSearch.numbers = (() => {
  class Numbers {
    /** @param {Uint8Array} bytes */
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }

    get done() {
      return this.at >= this.bytes.length;
    }

    next() {
      let number = 0, factor = 1, byte;
      do {
        byte = this.bytes[this.at++] ?? 0;
        number += (byte & 127) * factor;
        factor *= 128;
      } while (byte > 127);
      return number;
    }
  }

  /** Rows of numbers of different lengths, one after another. */
  class Rows {
    /** @param {Record<string, Uint8Array>[]} chunks @param {string} name of the section */
    constructor(chunks, name) {
      this.ends = [0];
      /** @type {number[]} */
      this.values = [];
      for (const sections of chunks) {
        const lengths = new Numbers(sections[`${name}n`]), numbers = new Numbers(sections[name]);
        while (!lengths.done) {
          let value = 0;
          for (let left = lengths.next(); left > 0; left--) {
            this.values.push(value += numbers.next());
          }
          this.ends.push(this.values.length);
        }
      }
    }

    /** @param {number} row @param {number[]} into */
    of(row, into) {
      into.length = 0;
      for (let at = this.ends[row]; at < this.ends[row + 1]; at++) into.push(this.values[at]);
      return into;
    }
  }

  /**
   * Numbers from their planes, `count` of them from `start`: all lowest bytes, all next ones, …
   * @param {Record<string, Uint8Array>} sections @param {string} name
   */
  function planes(sections, name, start = 0, count = sections[name + "0"].length - start) {
    const numbers = new Uint32Array(count);
    for (let plane = 0; sections[name + plane]; plane++) {
      const bytes = sections[name + plane];
      for (let at = 0; at < count; at++) numbers[at] |= bytes[start + at] << 8 * plane;
    }
    return numbers;
  }

  /** @param {Uint32Array} steps */
  function summed(steps) {
    for (let at = 1; at < steps.length; at++) steps[at] += steps[at - 1];
    return steps;
  }

  /**
   * The last place of a rising list whose number is not above `number`.
   * @param {number[]} list @param {number} number
   */
  function lastUpTo(list, number) {
    let low = 0, high = list.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (list[middle] <= number) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  return { Numbers, Rows, lastUpTo, planes, summed };
})();
