import type { Language } from '@ripen/domain';

/** The first of our languages that an `Accept-Language` header names by weight; English for anybody else, German for nobody's wish. */
export function acceptedLanguage(header: string | undefined): Language {
  const wishes = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const weight = params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find((found) => found !== undefined);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((left, right) => right.weight - left.weight);
  const ours = wishes.find(({ tag }) => /^(de|en)\b/.test(tag));
  if (ours) return ours.tag.startsWith('de') ? 'de' : 'en';
  return wishes.length === 0 || wishes[0]?.tag === '*' ? 'de' : 'en';
}
