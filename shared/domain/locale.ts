/** Whether two language tags (BCP 47) name one written language: `zh`, `zh-CN` and `zh-Hans` do, `zh-TW` is another. */
export function isSameLanguage(one: string, other: string): boolean {
  const written = writtenLanguage(one);
  return written !== undefined && written === writtenLanguage(other);
}

function writtenLanguage(tag: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return undefined;
  }
}
