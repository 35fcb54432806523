import { normalisePhone } from '@bos/kernel/phone-number';

/** How a number without its country is dialled at home, by country. */
const AT_HOME: Readonly<Record<string, { readonly code: string; readonly national: RegExp; readonly trunk: RegExp }>> =
  {
    // Area code and number; before them a zero, and between the two often the two digits of a carrier.
    BR: { code: '55', national: /^[1-9]\d(?:9\d{8}|[2-8]\d{7}|9\d{7})$/, trunk: /^0(?:\d{2}(?=[1-9]\d{9,10}$))?/ },
    AR: { code: '54', national: /^(?:9?[1-8]\d{9})$/, trunk: /^0/ },
    US: { code: '1', national: /^[2-9]\d{9}$/, trunk: /^1(?=\d{10}$)/ },
  };

/** Whether a spreadsheet has made a number of it and thrown digits away: 5,5119E+12. */
const isRounded = (text: string): boolean => /^\d+([.,]\d+)?e\+?\d+$/i.test(text);

export type ReadPhone = { readonly phone: string } | { readonly rule: string };

/**
 * One telephone, digits only with the country code, from how people write it: `(11) 90000-0301`, `011 90000-0301`,
 * `0xx11…`, `+55 11…`. Without a country code it is taken for one of the building's country.
 */
export function readPhone(text: string, country: string): ReadPhone {
  const compact = text.replaceAll(/[\s().\-–/]|^'|xx/gi, '');
  if (isRounded(text.trim())) return { rule: 'a spreadsheet has rounded it: format the column as text' };
  const home = AT_HOME[country];
  const abroad = /^(\+|00)/.test(compact);
  const digits = compact.replace(/^(\+|00)/, '');
  if (!/^\d+$/.test(digits)) return { rule: 'one telephone number' };
  const local = home && digits.replace(home.trunk, '');
  const number = !abroad && home && local && home.national.test(local) ? `${home.code}${local}` : digits;
  const known = abroad || number !== digits || (home !== undefined && digits.startsWith(home.code));
  const phone = known ? normalisePhone(number) : undefined;
  return phone === undefined
    ? { rule: 'a telephone number, with its country code where it is a foreign one' }
    : { phone };
}

/** Where a building is, for the reading of its telephones: by its address, else by its clock. Empty where neither says. */
export function countryOf({
  address,
  timeZone,
}: {
  readonly address?: { readonly country: string } | undefined;
  readonly timeZone: string;
}): string {
  if (address !== undefined) return address.country;
  const city = timeZone.split('/').at(-1) ?? '';
  if (timeZone.startsWith('America/Argentina/') || timeZone === 'America/Buenos_Aires') return 'AR';
  return BRAZILIAN.includes(city) && timeZone.startsWith('America/') ? 'BR' : '';
}

const BRAZILIAN = [
  ...['Araguaina', 'Bahia', 'Belem', 'Boa_Vista', 'Campo_Grande', 'Cuiaba', 'Eirunepe', 'Fortaleza', 'Maceio'],
  ...['Manaus', 'Noronha', 'Porto_Velho', 'Recife', 'Rio_Branco', 'Santarem', 'Sao_Paulo'],
];
