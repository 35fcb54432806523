import { normaliseEmail } from '@bos/kernel/email-address';
import type { Language } from '@bos/kernel/language';
import type { Role } from '@bos/kernel/role';
import { UNIT_ID } from '../memberships/unit-id.ts';
import type { Column } from './columns.ts';
import type { CsvLine, LineProblem } from './read-csv.ts';
import { readPhone } from './read-phone.ts';
import { readLanguage, readRoles } from './read-role.ts';

/** What a line says of a unit. */
export interface UnitLine {
  readonly unitId: string;
  readonly tower?: string;
  readonly floor?: number;
  readonly bedrooms?: number;
}

/** What a line says of somebody. They are recognised by one address: a telephone where there is one. */
export interface PersonLine {
  readonly address: { readonly channel: 'phone' | 'email'; readonly text: string };
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly locale?: Language;
}

export interface RosterLine {
  readonly line: number;
  readonly unit?: UnitLine;
  readonly person?: PersonLine;
}

const LONGEST_TOWER = 20;
const LONGEST_NAME = 120;
const MOST_BEDROOMS = 20;
/** `12`, `12º`, `12º andar`, `12th floor`. */
const ORDINAL = /^(-?\d{1,3})\s*(?:[º°ª.]|o|th|st|nd|rd)?\s*(?:andar|piso|floor)?$/i;
/** Ground floors, as they are written. */
const GROUND = /^(t|t[ée]rreo|pb|planta baja|g|ground|rc)$/i;

/** Collects what is wrong in one line. */
class Problems {
  readonly found: LineProblem[] = [];
  readonly line: number;

  constructor(line: number) {
    this.line = line;
  }

  add(column: Column | '', rule: string): undefined {
    this.found.push({ line: this.line, column, rule });
    return undefined;
  }
}

function wholeNumber(
  problems: Problems,
  column: Column,
  text: string,
  least: number,
  most: number,
): number | undefined {
  const number = Number(ORDINAL.exec(text)?.[1] ?? Number.NaN);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  return problems.add(column, `a whole number from ${least} to ${most}`);
}

function readUnit(problems: Problems, { unit, tower, floor, bedrooms }: CsvLine['cells']): UnitLine | undefined {
  if (unit === undefined) {
    if (tower ?? floor ?? bedrooms) problems.add('unit', 'the number of the unit is missing');
    return undefined;
  }
  const unitId = unit.replaceAll(/\s+/g, '');
  if (!UNIT_ID.test(unitId)) return problems.add('unit', '1 to 20 letters, digits, dots, hyphens');
  if (tower !== undefined && tower.length > LONGEST_TOWER)
    problems.add('tower', `${LONGEST_TOWER} characters at the most`);
  const level = floor && (GROUND.test(floor) ? 0 : wholeNumber(problems, 'floor', floor, -10, 200));
  const rooms = bedrooms && wholeNumber(problems, 'bedrooms', bedrooms, 0, MOST_BEDROOMS);
  return {
    unitId,
    ...(tower !== undefined && { tower }),
    ...(typeof level === 'number' && { floor: level }),
    ...(typeof rooms === 'number' && { bedrooms: rooms }),
  };
}

/** A telephone goes before an e-mail: nobody can vouch that the two are one person's. */
function readAddress(
  problems: Problems,
  { phone, email }: CsvLine['cells'],
  country: string,
): PersonLine['address'] | undefined {
  const mail = email === undefined ? undefined : normaliseEmail(email);
  if (email !== undefined && mail === undefined) problems.add('email', 'one e-mail address');
  if (phone !== undefined) {
    const read = readPhone(phone, country);
    return 'phone' in read ? { channel: 'phone', text: read.phone } : problems.add('phone', read.rule);
  }
  if (mail !== undefined) return { channel: 'email', text: mail };
  return email === undefined
    ? problems.add('phone', 'a telephone or an e-mail, else nobody recognises them')
    : undefined;
}

function readPerson(problems: Problems, cells: CsvLine['cells'], country: string): PersonLine | undefined {
  const { unit, name, role, language } = cells;
  const said = [name, role, cells.phone, cells.email, language].some((cell) => cell !== undefined);
  if (!said) return undefined;
  const address = readAddress(problems, cells, country);
  if (name === undefined) problems.add('name', 'the name is missing');
  if (name !== undefined && name.length > LONGEST_NAME) problems.add('name', `${LONGEST_NAME} characters at the most`);
  // Who stands beside a unit and nothing else lives there.
  const roles = role === undefined ? (unit === undefined ? undefined : ['resident' as const]) : readRoles(role);
  if (roles === undefined) problems.add('role', role === undefined ? 'the role is missing' : 'no role is called so');
  const locale = language === undefined ? undefined : readLanguage(language);
  if (language !== undefined && locale === undefined) problems.add('language', 'Portuguese, Spanish or English');
  if (address === undefined || name === undefined || roles === undefined) return undefined;
  return { address, displayName: name, roles, ...(locale !== undefined && { locale }) };
}

/** Reads one line. `country` is where telephones without a country code are. */
export function readLine(
  { line, cells }: CsvLine,
  country: string,
): { readonly read: RosterLine; readonly problems: readonly LineProblem[] } {
  const problems = new Problems(line);
  const unit = readUnit(problems, cells);
  const person = readPerson(problems, cells, country);
  return { read: { line, ...(unit && { unit }), ...(person && { person }) }, problems: problems.found };
}
