import { isObject } from '../../core/collections/objects.ts';

/** Tells whether data that somebody else wrote has the form that a type promises. Never throws. */
export type Shape = (value: unknown) => boolean;

export const text: Shape = (value) => typeof value === 'string';
export const flag: Shape = (value) => typeof value === 'boolean';
/** JSON knows no infinite numbers, but `1e999` reads as one. */
export const number: Shape = (value) => typeof value === 'number' && Number.isFinite(value);
export const amount: Shape = (value) => number(value) && (value as number) >= 0;

export function oneOf(...texts: readonly string[]): Shape {
  return (value) => typeof value === 'string' && texts.includes(value);
}

export function orNull(shape: Shape): Shape {
  return (value) => value === null || shape(value);
}

export function list(of: Shape, most: number): Shape {
  return (value) => Array.isArray(value) && value.length <= most && value.every(of);
}

/** Any names, values of one form. */
export function table(of: Shape, most: number): Shape {
  return (value) => {
    if (!isObject(value)) return false;
    const values = Object.values(value);
    return values.length <= most && values.every(of);
  };
}

/** These members, each in its form; others may be there. Inherited members do not count. */
export function object(members: Readonly<Record<string, Shape>>): Shape {
  const shapes = Object.entries(members);
  return (value) => isObject(value) && shapes.every(([name, shape]) => Object.hasOwn(value, name) && shape(value[name]));
}
