import type { Trouble } from '@bos/buildings/devices/readings/trouble';
import { phraseBook } from '../wording/phrase-book.ts';

/** What staff read of a device in trouble, in their inbox. */
export const deviceTroubleTitle = phraseBook<Trouble>({
  leak: {
    pt: 'Vazamento: {device}',
    en: 'Leak: {device}',
    es: 'Fuga: {device}',
  },
  smoke: {
    pt: 'Fumaça: {device}',
    en: 'Smoke: {device}',
    es: 'Humo: {device}',
  },
  battery_low: {
    pt: 'Bateria fraca: {device}',
    en: 'Battery low: {device}',
    es: 'Batería baja: {device}',
  },
  offline: {
    pt: 'Sem sinal: {device}',
    en: 'No signal: {device}',
    es: 'Sin señal: {device}',
  },
});

/** What they read of it there and in its ticket. */
export const deviceTroubleBody = phraseBook<Trouble>({
  leak: {
    pt: 'O sensor {device} encontrou água. Confira no local e feche o registro.',
    en: 'The sensor {device} has found water. Look at the place and shut the valve.',
    es: 'El sensor {device} encontró agua. Revisa el lugar y cierra la llave de paso.',
  },
  smoke: {
    pt: 'O detector {device} encontrou fumaça. Confira já; se houver fogo, chame os bombeiros.',
    en: 'The detector {device} has found smoke. Look at once; if it burns, call the fire brigade.',
    es: 'El detector {device} encontró humo. Revisa ya; si hay fuego, llama a los bomberos.',
  },
  battery_low: {
    pt: 'A bateria de {device} está acabando. Troque antes que ele pare.',
    en: 'The battery of {device} is running out. Change it before it stops.',
    es: 'La batería de {device} se está agotando. Cámbiala antes de que se detenga.',
  },
  offline: {
    pt: '{device} não dá mais notícias. O que ele vigia ou abre precisa de outro cuidado até voltar.',
    en: 'Nothing is heard of {device} any more. What it watches or opens needs other care until it is back.',
    es: 'No hay noticias de {device}. Lo que vigila o abre necesita otro cuidado hasta que vuelva.',
  },
});
