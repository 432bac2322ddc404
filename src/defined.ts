/**
 * The members that are not undefined. Our optional members are absent or have a value, never undefined, so what may be undefined is
 * passed through here: `{ ...defined({ subcode }) }`.
 */
export function defined<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
