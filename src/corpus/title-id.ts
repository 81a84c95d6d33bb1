/** The identity of a paper known by its title alone: `title:` and a hash of the normalised title. */
import type { PaperId } from '../model/paper.ts';
import { normalizeTitle } from '../model/title.ts';

/** @example buildTitleId('Attention as an RNN') === buildTitleId('Attention, as an RNN.') */
export function buildTitleId(title: string): PaperId {
  return `title:${hashFnv1a64(normalizeTitle(title))}`;
}

/**
 * FNV-1a, 64 bits, over the UTF-8 bytes, as 16 hex digits. Not for secrets.
 * Offset basis, prime and test vectors: Fowler, Noll, Vo, Eastlake, Hansen, "The FNV
 * Non-Cryptographic Hash Algorithm", IETF draft-eastlake-fnv.
 */
export function hashFnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
