import type { Language } from '@bos/kernel/language';
import type { Role } from '@bos/kernel/role';

/** What people call a role. */
export const ROLE_NAMES: Readonly<Record<Language, Readonly<Record<Role, string>>>> = {
  en: {
    admin: 'Administrator',
    manager: 'Manager',
    front_desk: 'Front desk',
    concierge: 'Concierge',
    housekeeping: 'Housekeeping',
    maintenance: 'Maintenance',
    developer: 'Developer',
    viewer: 'Viewer',
    resident: 'Resident',
    owner: 'Owner',
    guest: 'Guest',
    provider: 'Provider',
  },
  pt: {
    admin: 'Administração',
    manager: 'Gerência',
    front_desk: 'Portaria',
    concierge: 'Concierge',
    housekeeping: 'Limpeza',
    maintenance: 'Manutenção',
    developer: 'Desenvolvimento',
    viewer: 'Consulta',
    resident: 'Morador(a)',
    owner: 'Proprietário(a)',
    guest: 'Hóspede',
    provider: 'Prestador(a)',
  },
  es: {
    admin: 'Administración',
    manager: 'Gerencia',
    front_desk: 'Recepción',
    concierge: 'Conserjería',
    housekeeping: 'Limpieza',
    maintenance: 'Mantenimiento',
    developer: 'Desarrollo',
    viewer: 'Consulta',
    resident: 'Residente',
    owner: 'Propietario/a',
    guest: 'Huésped',
    provider: 'Proveedor/a',
  },
};
