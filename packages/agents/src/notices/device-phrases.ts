import type { Trouble } from '@bos/buildings/devices/readings/trouble';
import type { Language } from '@bos/kernel/language';

/** What staff read of a device in trouble, in its ticket and in their inbox. */
const PHRASES: Readonly<
  Record<Trouble, Readonly<Record<Language, { readonly title: string; readonly body: string }>>>
> = {
  leak: {
    pt: {
      title: 'Vazamento: {device}',
      body: 'O sensor {device} encontrou água. Confira no local e feche o registro.',
    },
    en: { title: 'Leak: {device}', body: 'The sensor {device} has found water. Look at the place and shut the valve.' },
    es: {
      title: 'Fuga: {device}',
      body: 'El sensor {device} encontró agua. Revisa el lugar y cierra la llave de paso.',
    },
  },
  smoke: {
    pt: {
      title: 'Fumaça: {device}',
      body: 'O detector {device} encontrou fumaça. Confira já; se houver fogo, chame os bombeiros.',
    },
    en: {
      title: 'Smoke: {device}',
      body: 'The detector {device} has found smoke. Look at once; if it burns, call the fire brigade.',
    },
    es: {
      title: 'Humo: {device}',
      body: 'El detector {device} encontró humo. Revisa ya; si hay fuego, llama a los bomberos.',
    },
  },
  battery_low: {
    pt: { title: 'Bateria fraca: {device}', body: 'A bateria de {device} está acabando. Troque antes que ele pare.' },
    en: { title: 'Battery low: {device}', body: 'The battery of {device} is running out. Change it before it stops.' },
    es: {
      title: 'Batería baja: {device}',
      body: 'La batería de {device} se está agotando. Cámbiala antes de que se detenga.',
    },
  },
  offline: {
    pt: {
      title: 'Sem sinal: {device}',
      body: '{device} não dá mais notícias. O que ele vigia ou abre precisa de outro cuidado até voltar.',
    },
    en: {
      title: 'No signal: {device}',
      body: 'Nothing is heard of {device} any more. What it watches or opens needs other care until it is back.',
    },
    es: {
      title: 'Sin señal: {device}',
      body: 'No hay noticias de {device}. Lo que vigila o abre necesita otro cuidado hasta que vuelva.',
    },
  },
};

/** Title and text, with the device's name in them. */
export function deviceTroubleText(
  trouble: Trouble,
  language: Language,
  device: string,
): { readonly title: string; readonly body: string } {
  const { title, body } = PHRASES[trouble][language];
  // A name may hold anything, so it is put in as it is.
  return { title: title.split('{device}').join(device), body: body.split('{device}').join(device) };
}
