import type { Language } from '@bos/kernel/language';
import type { Ticket, TicketCategory, TicketStatus } from '@bos/operations/tickets/ticket';

type Words = Readonly<Record<Language, string>>;

export const CATEGORY_NAMES: Readonly<Record<TicketCategory, Words>> = {
  plumbing: { pt: 'encanamento', en: 'plumbing', es: 'plomería' },
  electrical: { pt: 'elétrica', en: 'electrical', es: 'electricidad' },
  elevator: { pt: 'elevador', en: 'elevator', es: 'ascensor' },
  hvac: { pt: 'climatização', en: 'heating and cooling', es: 'climatización' },
  appliance: { pt: 'eletrodoméstico', en: 'appliance', es: 'electrodoméstico' },
  structure: { pt: 'estrutura', en: 'structure', es: 'estructura' },
  cleaning: { pt: 'limpeza', en: 'cleaning', es: 'limpieza' },
  pest: { pt: 'pragas', en: 'pests', es: 'plagas' },
  internet: { pt: 'internet', en: 'internet', es: 'internet' },
  gas_supply: { pt: 'gás', en: 'gas supply', es: 'gas' },
  lock: { pt: 'fechadura', en: 'lock', es: 'cerradura' },
  other: { pt: 'manutenção', en: 'maintenance', es: 'mantenimiento' },
};

export const STATUS_NAMES: Readonly<Record<TicketStatus, Words>> = {
  open: { pt: 'aberto', en: 'open', es: 'abierto' },
  assigned: { pt: 'com um responsável', en: 'assigned', es: 'asignado' },
  in_progress: { pt: 'em andamento', en: 'in progress', es: 'en curso' },
  waiting: { pt: 'aguardando', en: 'waiting', es: 'en espera' },
  resolved: { pt: 'resolvido', en: 'resolved', es: 'resuelto' },
  closed: { pt: 'encerrado', en: 'closed', es: 'cerrado' },
  cancelled: { pt: 'cancelado', en: 'cancelled', es: 'cancelado' },
};

/** One line a ticket: what it is called, what it is about, how it stands. */
export function describeTickets(
  tickets: readonly (Pick<Ticket, 'reference' | 'category' | 'status'> & { readonly place?: string | undefined })[],
  language: Language,
): string {
  return tickets
    .map(({ reference, category, status, place }) => {
      const where = place === undefined ? '' : ` (${place})`;
      return `• ${reference}: ${CATEGORY_NAMES[category][language]}${where} – ${STATUS_NAMES[status][language]}`;
    })
    .join('\n');
}
