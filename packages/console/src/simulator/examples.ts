import type { Language } from '@bos/kernel/language';

/** Things that people write, each leading somewhere else in the system. */
export const EXAMPLES: Readonly<Record<Language, readonly string[]>> = {
  pt: [
    'Oi, bom dia!',
    'A torneira da cozinha está vazando muito',
    'Abre a portaria pra mim?',
    'Chama o elevador para o 12º andar',
    'Qual é a senha do Wi-Fi?',
    'Como está o meu chamado?',
    'Abre a portaria e avisa que a luz do corredor queimou',
    'Quero falar com uma pessoa',
    'Tem um cheiro forte de gás no corredor!',
  ],
  en: [
    'Hi, good morning!',
    'The shower in my apartment is leaking',
    'Could you open the lobby door for me?',
    'Please send the elevator to floor 7',
    'What is the Wi-Fi password?',
    'Any news about my ticket?',
    'Open the lobby door, and the hallway light is broken',
    'I would like to talk to a person',
    'There is smoke in the hallway!',
  ],
  es: [
    '¡Hola, buenos días!',
    'Hay una fuga de agua debajo del lavabo',
    '¿Me abres la puerta de entrada?',
    'Llama el ascensor al piso 3',
    '¿Cuál es la clave del Wi-Fi?',
    '¿Cómo va mi reclamo?',
    'Ábreme la puerta, y no funciona la luz del pasillo',
    'Quiero hablar con una persona',
    '¡Hay mucho olor a gas en el pasillo!',
  ],
};

/** What goes with the example of a picture. */
export const PICTURE_CAPTIONS: Readonly<Record<Language, string>> = {
  pt: 'Está vazando embaixo da pia da cozinha',
  en: 'It is leaking under the kitchen sink',
  es: 'Hay una fuga debajo del fregadero',
};
