import type { Token } from '../text/tokens.ts';

/** What a token tells about a place in the building. */
export type PlaceRole = 'floor-word' | 'ground' | 'basement' | 'unit-word' | 'ordinal' | 'unit-number' | 'short-number';

const list = (words: string) => new Set(words.split(' '));

const FLOOR_WORDS = list('andar andares piso pisos planta nivel floor fl floors level storey pavimento');
const GROUND = list('terreo pb lobby ground recepcao portaria planta baja palier hall rc recepcion entrada g l');
const BASEMENT = list('garagem subsolo garage cochera sotano basement garaje estacionamento parking cave ss');
const UNIT_WORDS = list(
  'apto ap apt apartamento apartment flat unit unidade unidad depto departamento dpto quarto room bloco torre tower block',
);
const ORDINALS = list(
  'primeiro segundo terceiro quarto quinto sexto setimo oitavo nono decimo primer primero tercer tercero septimo octavo noveno first second third fourth fifth sixth seventh eighth ninth tenth th st nd rd º ª °',
);

/** Place roles of a token: floor words, the ground floor, a flat's number, … */
export function placeRoles(token: Token): PlaceRole[] {
  const roles: PlaceRole[] = [];
  if (FLOOR_WORDS.has(token.folded)) roles.push('floor-word');
  if (GROUND.has(token.folded)) roles.push('ground');
  if (BASEMENT.has(token.folded)) roles.push('basement');
  if (UNIT_WORDS.has(token.folded)) roles.push('unit-word');
  if (ORDINALS.has(token.folded)) roles.push('ordinal');
  if (token.kind === 'number') roles.push(token.folded.length >= 3 ? 'unit-number' : 'short-number');
  return roles;
}
