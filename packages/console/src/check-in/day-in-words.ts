/** A day of a calendar (yyyy-mm-dd) as people say it: "Wednesday 2 December". It has no time zone, so none moves it. */
export function dayInWords(date: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}
