const list = (words: string) => new Set(words.split(' '));

const KIN = list(
  'mae pai filho filha irmao irma sogra sogro tia tio avo prima primo sobrinha sobrinho namorada namorado marido esposa amigo amiga amg nora genro cunhada cunhado neto neta madre padre hijo hija hermano hermana suegra tio abuela abuelo novia novio mujer esposo cunada cunado nieto nieta mother father mom mum dad son daughter sister brother aunt uncle cousin nephew niece girlfriend boyfriend wife husband friend mate grandma nan granddad',
);
const TITLES = list(
  'sr sra seu dona dr dra don dona senhor senhora senor senora mr mrs ms miss miz sir prof doutor doutora doctor doctora',
);
const CALLERS = list(
  'entregador motoboy ifood rappi uber tecnico tecnica moco moca rapaz cara diarista faxineira baba repartidor delivery courier driver guy man lady bloke lad plumber electrician cleaner nurse plomero electricista senora chico chica encanador eletricista pintor amazon fedex dhl ups glovo pedidosya mercado livre correios correo fisio medico medica enfermeira enfermera cuidadora',
);
const GUESTS = list(
  'pessoas personas people guests hospedes huespedes adultos adults criancas ninos kids children bebe baby casal pareja couple nos somos eu me yo solo sozinho sozinha alone family familia pax',
);

/** What a folded word tells about people: kin, title, somebody who calls on duty, a number of guests. */
export type PersonRole = 'kin' | 'title' | 'caller' | 'guest';

/** The person roles of a folded word; none for other words. */
export function personRoles(word: string): PersonRole[] {
  const roles: PersonRole[] = [];
  if (KIN.has(word)) roles.push('kin');
  if (TITLES.has(word)) roles.push('title');
  if (CALLERS.has(word)) roles.push('caller');
  if (GUESTS.has(word)) roles.push('guest');
  return roles;
}
