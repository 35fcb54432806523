/** What a word tells about time; the span tagger weighs these instead of learning every hour and weekday. */
export type TimeRole = 'day' | 'daypart' | 'unit' | 'relative' | 'month' | 'clock' | 'link';

const list = (words: string) => words.split(' ');

const WORDS: Readonly<Record<TimeRole, readonly string[]>> = {
  day: list(
    'segunda terca quarta quinta sexta sabado domingo seg ter qua qui sex sab dom feira lunes martes miercoles jueves viernes mie jue vie monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun finde feriado feriadao carnaval natal navidad christmas pascua easter reveillon',
  ),
  daypart: list(
    'manha tarde noite madrugada manana noche mediodia medianoche morning afternoon evening night noon midday midnight cedo temprano early late almoco lunch dinner jantar cena tardezinha noitinha manhazinha matina',
  ),
  unit: list(
    'dia dias hora horas hs hrs h min mins minuto minutos minutinhos semana semanas mes meses noites noches noite noche ano anos day days hour hours hr minute minutes week weeks weekend month months nights night year years am pm quinzena quincena trimestre',
  ),
  relative: list(
    'hoje hj amanha amnh agora ja logo depois antes hoy ahora ya luego despues pasado today tomorrow tmrw tmr now soon tonight tonite later proximo proxima que vem next this esta este esse essa ontem ayer yesterday daqui dentro in mais mas more outra otra another ate hasta until till til fim fin end',
  ),
  month: list(
    'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro jan fev mar abr mai jun jul ago set out nov dez enero febrero marzo mayo junio julio septiembre octubre noviembre diciembre ene feb sept dic january february march april may june july august september october november december apr aug sep oct dec',
  ),
  clock: list('h hs hrs horas am pm oclock meia media half quarter'),
  link: list(
    'as a las la os de del da do the at on from to by around tipo umas lá pelas pelas por volta sobre para pra pro el em en of',
  ),
};

const ROLES: ReadonlyMap<string, readonly TimeRole[]> = (() => {
  const roles = new Map<string, TimeRole[]>();
  for (const role of ['day', 'daypart', 'unit', 'relative', 'month', 'clock', 'link'] as const) {
    for (const word of WORDS[role]) roles.set(word, [...(roles.get(word) ?? []), role]);
  }
  return roles;
})();

/** The time roles of a folded word; none for other words. */
export function timeRoles(word: string): readonly TimeRole[] {
  return ROLES.get(word) ?? [];
}

/** Words from two to twelve, with which hours and lengths of stay are written out. */
const NUMBER_WORDS: ReadonlySet<string> = new Set(
  list(
    'um uma dois duas tres quatro cinco seis sete oito nove dez onze doze un uno una dos cuatro siete ocho nueve diez once doce one two three four five six seven eight nine ten eleven twelve couple par',
  ),
);

/** True for "três", "ocho", "twelve", … */
export function isNumberWord(word: string): boolean {
  return NUMBER_WORDS.has(word);
}
