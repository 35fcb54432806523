import type { Language } from '@bos/kernel/language';
import type { Intent } from '../understanding/understanding.ts';
import type { Phrase } from './phrase-book.ts';

/** What a button says for each meaning: at most 20 characters, WhatsApp's limit for a title. */
export const INTENT_TITLES: Readonly<Record<Intent, Phrase>> = {
  'maintenance.report': { pt: 'Relatar um defeito', en: 'Report a fault', es: 'Avisar una falla' },
  'maintenance.status': { pt: 'Ver meu chamado', en: 'Check my ticket', es: 'Ver mi reclamo' },
  'access.open_door': { pt: 'Abrir uma porta', en: 'Open a door', es: 'Abrir una puerta' },
  'access.visitor': { pt: 'Avisar visita', en: 'Announce a visitor', es: 'Avisar visita' },
  'access.code': { pt: 'Código de entrada', en: 'Entry code', es: 'Código de entrada' },
  'access.lost': { pt: 'Perdi a chave', en: 'Lost key or tag', es: 'Perdí la llave' },
  'elevator.call': { pt: 'Chamar o elevador', en: 'Call the elevator', es: 'Llamar el ascensor' },
  'reservation.request': { pt: 'Reservar estadia', en: 'Book a stay', es: 'Reservar estadía' },
  'reservation.checkin': { pt: 'Minha chegada', en: 'My arrival', es: 'Mi llegada' },
  'reservation.checkout': { pt: 'Minha saída', en: 'My departure', es: 'Mi salida' },
  'reservation.extend': { pt: 'Ficar mais tempo', en: 'Stay longer', es: 'Quedarme más' },
  'reservation.cancel': { pt: 'Cancelar estadia', en: 'Cancel my stay', es: 'Cancelar estadía' },
  'amenity.book': { pt: 'Reservar um espaço', en: 'Book an amenity', es: 'Reservar espacio' },
  'housekeeping.request': { pt: 'Limpeza ou itens', en: 'Cleaning or items', es: 'Limpieza o artículos' },
  'package.status': { pt: 'Minha encomenda', en: 'My parcel', es: 'Mi paquete' },
  'billing.document': { pt: 'Segunda via', en: 'Copy of a bill', es: 'Copia de factura' },
  'billing.question': { pt: 'Dúvida de cobrança', en: 'Question on a bill', es: 'Duda de cobro' },
  complaint: { pt: 'Reclamação', en: 'Complaint', es: 'Queja' },
  'provider.find': { pt: 'Achar prestador', en: 'Find a provider', es: 'Buscar proveedor' },
  'knowledge.question': { pt: 'Dúvida do prédio', en: 'Building question', es: 'Duda del edificio' },
  emergency: { pt: 'Emergência', en: 'Emergency', es: 'Emergencia' },
  'human.agent': { pt: 'Falar com alguém', en: 'Talk to a person', es: 'Hablar con alguien' },
  'consent.stop': { pt: 'Parar mensagens', en: 'Stop messages', es: 'Parar mensajes' },
  'consent.start': { pt: 'Voltar a receber', en: 'Get messages again', es: 'Volver a recibir' },
  smalltalk: { pt: 'Só um recado', en: 'Nothing else', es: 'Nada más' },
  out_of_scope: { pt: 'Outro assunto', en: 'Something else', es: 'Otro asunto' },
};

const TITLES = new Map<string, Phrase>(Object.entries(INTENT_TITLES));

/** What an intent is called; an intent of which nobody has heard, by its own name. */
export function intentTitle(intent: string, language: Language): string {
  return TITLES.get(intent)?.[language] ?? intent;
}
