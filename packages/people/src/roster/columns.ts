import { fold } from '@bos/kernel/fold';

/** What a roster may say of a unit and of somebody in it. */
export const COLUMNS = ['unit', 'tower', 'floor', 'bedrooms', 'name', 'role', 'phone', 'email', 'language'] as const;
export type Column = (typeof COLUMNS)[number];

/** How the columns are called in Portuguese, Spanish and English, folded. */
const HEADINGS: Readonly<Record<Column, readonly string[]>> = {
  unit: [
    ...['unit', 'unit number', 'apartment', 'apt', 'flat', 'room'],
    ...['unidade', 'apartamento', 'apto', 'ap', 'sala', 'loja', 'n da unidade', 'numero da unidade'],
    ...['unidad', 'departamento', 'depto', 'dpto', 'piso y puerta', 'numero de unidad'],
  ],
  tower: ['tower', 'block', 'building', 'torre', 'bloco', 'bloque', 'edificio', 'predio'],
  floor: ['floor', 'level', 'andar', 'pavimento', 'piso', 'planta'],
  bedrooms: ['bedrooms', 'beds', 'quartos', 'dormitorios', 'qtde de quartos', 'habitaciones'],
  name: [
    ...['name', 'full name', 'resident name', 'nome', 'nome completo', 'nome do morador', 'morador'],
    ...['nombre', 'nombre completo', 'nombre y apellido', 'apellido y nombre'],
  ],
  role: ['role', 'type', 'papel', 'funcao', 'perfil', 'tipo', 'vinculo', 'rol', 'relacion', 'condicion'],
  phone: [
    ...['phone', 'phone number', 'mobile', 'mobile phone', 'cell', 'cell phone', 'whatsapp', 'telephone'],
    ...['telefone', 'tel', 'celular', 'telefone celular', 'fone', 'contato', 'telefono', 'movil', 'telefono movil'],
  ],
  email: ['email', 'e mail', 'mail', 'correo', 'correo electronico', 'endereco de email'],
  language: ['language', 'idioma', 'lingua', 'lengua'],
};

const BY_HEADING: ReadonlyMap<string, Column> = new Map(
  COLUMNS.flatMap((column) => HEADINGS[column].map((heading): [string, Column] => [heading, column])),
);

/** The column that a heading names; undefined for one that the roster does not know and passes over. */
export function columnOf(heading: string): Column | undefined {
  return BY_HEADING.get(
    fold(heading)
      .replaceAll(/[^a-z0-9]+/g, ' ')
      .trim(),
  );
}
