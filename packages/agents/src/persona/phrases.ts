import type { EmergencyKind } from '../understanding/understanding.ts';
import { type Phrase, phraseBook } from '../wording/phrase-book.ts';

export const PHRASES = {
  greeting: {
    pt: 'Olá! Sou o assistente do prédio. Em que posso ajudar?',
    en: 'Hello! I am the building’s assistant. How can I help?',
    es: '¡Hola! Soy el asistente del edificio. ¿En qué puedo ayudar?',
  },
  whichMeaning: {
    pt: 'Só para confirmar: o que você precisa?',
    en: 'Just to be sure: what do you need?',
    es: 'Para confirmar: ¿qué necesitas?',
  },
  orAPerson: {
    pt: 'Se não for isso, escreva “pessoa” e chamo a recepção.',
    en: 'If it is none of these, write “person” and I will call the front desk.',
    es: 'Si no es eso, escribe “persona” y llamo a la recepción.',
  },
  person: { pt: 'Falar com alguém', en: 'Talk to a person', es: 'Hablar con alguien' },
  whichFloor: {
    pt: 'Em que andar você está?',
    en: 'Which floor are you on?',
    es: '¿En qué piso estás?',
  },
  whichDoor: {
    pt: 'Qual porta devo abrir?',
    en: 'Which door should I open?',
    es: '¿Qué puerta abro?',
  },
  whoComes: {
    pt: 'Quem vem, e quando?',
    en: 'Who is coming, and when?',
    es: '¿Quién viene, y cuándo?',
  },
  whenComes: {
    pt: 'Que dia e a que horas?',
    en: 'On which day, and at what time?',
    es: '¿Qué día y a qué hora?',
  },
  whatLost: {
    pt: 'O que você perdeu?',
    en: 'What did you lose?',
    es: '¿Qué perdiste?',
  },
  untilWhen: {
    pt: 'Até que dia você quer ficar?',
    en: 'Until which day would you like to stay?',
    es: '¿Hasta qué día quieres quedarte?',
  },
  whichBuilding: {
    pt: 'De qual prédio você está falando?',
    en: 'Which building is this about?',
    es: '¿De qué edificio se trata?',
  },
  buildingChosen: {
    pt: 'Obrigado. A partir de agora este número fala com você sobre {building}.',
    en: 'Thank you. From now on this number talks with you about {building}.',
    es: 'Gracias. Desde ahora este número te atiende sobre {building}.',
  },
  mediaWithoutWords: {
    pt: 'Recebi o arquivo, mas não consigo ver o que há nele. Me diga em palavras o que você precisa.',
    en: 'I received the file but cannot see what is in it. Please tell me in words what you need.',
    es: 'Recibí el archivo, pero no puedo ver qué contiene. Dime con palabras qué necesitas.',
  },
  voiceNote: {
    pt: 'Ainda não consigo ouvir áudios. Pode escrever, por favor?',
    en: 'I cannot listen to voice notes yet. Could you write it, please?',
    es: 'Todavía no puedo escuchar audios. ¿Puedes escribirlo, por favor?',
  },
  unreadable: {
    pt: 'Não consigo abrir esse tipo de mensagem. Pode escrever, por favor?',
    en: 'I cannot open this kind of message. Could you write it, please?',
    es: 'No puedo abrir ese tipo de mensaje. ¿Puedes escribirlo, por favor?',
  },
  choiceExpired: {
    pt: 'Essa pergunta já não vale. Me diga de novo o que você precisa, por favor.',
    en: 'That question has passed. Please tell me again what you need.',
    es: 'Esa pregunta ya pasó. Dime de nuevo qué necesitas, por favor.',
  },
  stopped: {
    pt: 'Pronto: não escrevemos mais para você por aqui. Se você nos escrever, respondemos. Para voltar a receber mensagens, envie VOLTAR.',
    en: 'Done: we will not write to you here any more. If you write to us, we will answer. To get messages again, send START.',
    es: 'Listo: ya no te escribiremos por aquí. Si nos escribes, te respondemos. Para volver a recibir mensajes, envía VOLVER.',
  },
  started: {
    pt: 'Certo: você volta a receber nossas mensagens por aqui. Para parar, envie PARAR.',
    en: 'All right: you will get our messages here again. To stop them, send STOP.',
    es: 'De acuerdo: volverás a recibir nuestros mensajes por aquí. Para dejar de recibirlos, envía BAJA.',
  },
  source: { pt: 'Fonte: {source}', en: 'Source: {source}', es: 'Fuente: {source}' },
  alerting: {
    pt: 'Estou avisando a equipe do prédio agora.',
    en: 'I am alerting the building’s team now.',
    es: 'Estoy avisando al equipo del edificio ahora.',
  },
  emergencyNumbers: {
    pt: 'Bombeiros {fire} · Ambulância {ambulance} · Polícia {police}',
    en: 'Fire {fire} · Ambulance {ambulance} · Police {police}',
    es: 'Bomberos {fire} · Ambulancia {ambulance} · Policía {police}',
  },
} as const satisfies Record<string, Phrase>;

export type PhraseName = keyof typeof PHRASES;

/** The phrase with its `{parts}` filled in. */
export const say = phraseBook(PHRASES);

/** What to do first in each danger. Follows the public advice of fire brigades: out, no lift, no switches with gas. */
export const FIRST_AID: Readonly<Record<EmergencyKind, Phrase>> = {
  fire: {
    pt: '🚨 Saia já pela escada, feche as portas atrás de você e não use o elevador. Ligue para os bombeiros.',
    en: '🚨 Leave now by the stairs, close doors behind you and do not use the elevator. Call the fire brigade.',
    es: '🚨 Sal ya por la escalera, cierra las puertas y no uses el ascensor. Llama a los bomberos.',
  },
  gas: {
    pt: '🚨 Não acenda luz nem fogo, abra as janelas, feche o registro se puder e saia. Ligue de fora para os bombeiros.',
    en: '🚨 No flames, no light switches. Open windows, shut the gas off if you can, and leave. Call from outside.',
    es: '🚨 No enciendas luz ni fuego, abre ventanas, cierra el gas si puedes y sal. Llama desde afuera.',
  },
  trapped: {
    pt: '🚨 Fique calmo e não force a porta: há ar suficiente. Use o interfone da cabine.',
    en: '🚨 Stay calm and do not force the door: there is enough air. Use the cabin’s intercom.',
    es: '🚨 Mantén la calma y no fuerces la puerta: hay aire suficiente. Usa el intercomunicador de la cabina.',
  },
  medical: {
    pt: '🚨 Ligue agora para a ambulância e não mova a pessoa se houver queda. Deixe a porta aberta.',
    en: '🚨 Call an ambulance now; do not move the person after a fall. Leave the door open.',
    es: '🚨 Llama ya a la ambulancia; no muevas a la persona si se cayó. Deja la puerta abierta.',
  },
  flood: {
    pt: '🚨 Feche o registro geral se alcançar e desligue a energia se houver água perto de tomadas.',
    en: '🚨 Shut the main valve if you can reach it and cut the power if water is near sockets.',
    es: '🚨 Cierra la llave general si llegas y corta la luz si hay agua cerca de enchufes.',
  },
  intrusion: {
    pt: '🚨 Fique em lugar seguro com a porta trancada e não enfrente ninguém. Ligue para a polícia.',
    en: '🚨 Stay somewhere safe with the door locked and confront nobody. Call the police.',
    es: '🚨 Quédate en un lugar seguro con la puerta cerrada y no enfrentes a nadie. Llama a la policía.',
  },
  other: {
    pt: '🚨 Afaste-se do perigo e ligue para a emergência.',
    en: '🚨 Move away from the danger and call the emergency services.',
    es: '🚨 Aléjate del peligro y llama a emergencias.',
  },
};
