/**
 * Reads blocks off the wire. Their fields were checked by nobody: what is required and is not
 * there throws, and the boundary around the block shows it as JSON instead.
 */
import type { Json } from '../page-protocol.ts';

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; none when it is no list. */
export function readList(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** '' when it is no string. */
export function readString(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Throws when `key` is not a list with something in it. */
export function requireList(json: Json, key: string): readonly Json[] {
  const list = readList(json[key]);
  if (list.length === 0) throw new Error(`${readString(json['type'])} has no ${key}`);
  return list;
}

/** Throws when `key` is not an object. */
export function requireJson(json: Json, key: string): Json {
  const value = json[key];
  if (!isJson(value)) throw new Error(`${readString(json['type'])} has no ${key}`);
  return value;
}

/** Throws when `key` is not a string with something in it. */
export function requireString(json: Json, key: string): string {
  const value = readString(json[key]);
  if (value === '') throw new Error(`${readString(json['type'])} has no ${key}`);
  return value;
}

/** The bare text of a text object; '' when there is none. */
export function readPlain(textObject: unknown): string {
  return isJson(textObject) ? readString(textObject['text']) : '';
}

/** The address when it may be opened: http or https. Anything else is only ever text. */
export function readHref(url: unknown): string | undefined {
  return typeof url === 'string' && /^https?:\/\/\S+$/i.test(url) ? url : undefined;
}
