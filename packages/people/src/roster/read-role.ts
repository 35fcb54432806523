import { fold } from '@bos/kernel/fold';
import type { Language } from '@bos/kernel/language';
import { isRole, type Role } from '@bos/kernel/role';

/** How roles are called, folded. */
const NAMES: Readonly<Partial<Record<Role, readonly string[]>>> = {
  resident: [
    'morador',
    'moradora',
    'inquilino',
    'inquilina',
    'locatario',
    'locataria',
    'residente',
    'tenant',
    'habitante',
  ],
  owner: ['proprietario', 'proprietaria', 'dono', 'dona', 'propietario', 'propietaria', 'dueno', 'duena', 'landlord'],
  guest: ['hospede', 'huesped'],
  manager: ['sindico', 'sindica', 'gerente', 'administrador', 'administradora', 'property manager'],
  front_desk: [
    'porteiro',
    'porteira',
    'portaria',
    'recepcao',
    'recepcionista',
    'portero',
    'porteria',
    'front desk',
    'recepcion',
  ],
  concierge: ['conserje', 'encargado'],
  housekeeping: ['limpeza', 'faxina', 'faxineiro', 'faxineira', 'camareira', 'limpieza', 'mucama', 'cleaning'],
  maintenance: ['manutencao', 'zelador', 'zeladora', 'mantenimiento', 'janitor', 'technician', 'tecnico'],
  provider: ['prestador', 'prestadora', 'fornecedor', 'proveedor', 'vendor'],
};

const BY_NAME: ReadonlyMap<string, Role> = new Map(
  Object.entries(NAMES).flatMap(([role, names]) =>
    isRole(role) ? names.map((name): [string, Role] => [name, role]) : [],
  ),
);

/** The roles that a cell names, each once, parted by `/`, `+`, `,` or `|`; undefined when one of them is none. */
export function readRoles(text: string): Role[] | undefined {
  const words = text.split(/[/+,|]/).map((word) => fold(word));
  const roles = words.map((word) => {
    const plain = word.replaceAll(' ', '_');
    return isRole(plain) ? plain : BY_NAME.get(word);
  });
  const known = roles.filter((role) => role !== undefined);
  return known.length < roles.length ? undefined : [...new Set(known)];
}

const LANGUAGE_NAMES: ReadonlyMap<string, Language> = new Map([
  ...['pt', 'pt-br', 'portugues', 'portuguese'].map((name): [string, Language] => [name, 'pt']),
  ...['en', 'en-us', 'ingles', 'english'].map((name): [string, Language] => [name, 'en']),
  ...['es', 'es-ar', 'espanhol', 'espanol', 'spanish', 'castellano'].map((name): [string, Language] => [name, 'es']),
]);

/** The language that a cell names. */
export function readLanguage(text: string): Language | undefined {
  return LANGUAGE_NAMES.get(fold(text));
}
