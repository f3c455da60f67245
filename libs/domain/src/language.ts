/** The two languages that every screen and every mail speaks. */
export const LANGUAGES = ['de', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in both languages. */
export type Text = Readonly<Record<Language, string>>;
