import type { TicketCategory, TicketStatus } from '@bos/operations/tickets/ticket';
import type { Phrase } from './phrase-book.ts';

export const CATEGORY_NAMES: Readonly<Record<TicketCategory, Phrase>> = {
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

export const STATUS_NAMES: Readonly<Record<TicketStatus, Phrase>> = {
  open: { pt: 'aberto', en: 'open', es: 'abierto' },
  assigned: { pt: 'com um responsável', en: 'assigned', es: 'asignado' },
  in_progress: { pt: 'em andamento', en: 'in progress', es: 'en curso' },
  waiting: { pt: 'aguardando', en: 'waiting', es: 'en espera' },
  resolved: { pt: 'resolvido', en: 'resolved', es: 'resuelto' },
  closed: { pt: 'encerrado', en: 'closed', es: 'cerrado' },
  cancelled: { pt: 'cancelado', en: 'cancelled', es: 'cancelado' },
};
