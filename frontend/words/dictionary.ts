/** What a sentence may have filled in for its `{name}` places. */
export type Values = Record<string, string | number>;

/** Fills a sentence's `{name}` places; numbers are written as the language writes them. */
export function fill(sentence: string, values: Values, language: string): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
  });
}

/** A page's own words: a flat dictionary behind a function that only takes keys it holds. */
export function dictionary<Key extends string>(sentences: Record<Key, string>, language: string) {
  return {
    language,
    say: (key: Key, values: Values = {}): string => fill(sentences[key], values, language),
    /** The sentence for a key that came from outside, or the given text when there is none. */
    sayOr: (key: string, otherwise: string): string =>
      Object.hasOwn(sentences, key) ? fill(sentences[key as Key], {}, language) : otherwise,
  };
}
