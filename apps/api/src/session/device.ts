import { parse } from 'bowser';

/** Characters of a `User-Agent` that are looked at. */
const LOOKED_AT = 400;

/** The browser and system that a `User-Agent` names, such as `Firefox · Linux`; empty where it names neither. */
export function deviceOf(userAgent: string | undefined): string {
  if (!userAgent) return '';
  const { browser, os } = parse(userAgent.slice(0, LOOKED_AT));
  return [browser.name, os.name].filter(Boolean).join(' · ').slice(0, 80);
}
