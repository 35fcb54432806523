import type { FaqEntry } from '@bos/conversations/faq/faq-entry';
import type { Language } from '@bos/kernel/language';

type Texts = Readonly<Record<Language, readonly [question: string, answer: string]>>;

/** By topic, in the three languages: the same facts in each. */
const ENTRIES: Readonly<Record<string, Texts>> = {
  wifi: {
    pt: [
      'Qual é a rede e a senha do Wi-Fi?',
      'A rede das áreas comuns é "Aurora-Visitantes" e a senha é aurora2026. Nas unidades, a rede e a senha estão no cartão ao lado da porta.',
    ],
    en: [
      'What is the Wi-Fi network and password?',
      'In the common areas the network is "Aurora-Visitantes" and the password is aurora2026. In the units, network and password are on the card beside the door.',
    ],
    es: [
      '¿Cuál es la red y la contraseña del wifi?',
      'En las áreas comunes la red es "Aurora-Visitantes" y la contraseña es aurora2026. En las unidades, la red y la contraseña están en la tarjeta junto a la puerta.',
    ],
  },
  'check-out': {
    pt: [
      'Até que horas é o check-out? E o check-in?',
      'O check-out é até as 11h e o check-in a partir das 15h. Depois de sair, você pode deixar as malas na portaria até as 20h.',
    ],
    en: [
      'What time is check-out? And check-in?',
      'Check-out is by 11:00 and check-in from 15:00. After leaving you may keep your luggage at the front desk until 20:00.',
    ],
    es: [
      '¿Hasta qué hora es el check-out? ¿Y el check-in?',
      'El check-out es hasta las 11:00 y el check-in desde las 15:00. Después de salir puede dejar el equipaje en la portería hasta las 20:00.',
    ],
  },
  pool: {
    pt: [
      'Qual é o horário da piscina?',
      'A piscina abre de terça a domingo, das 8h às 22h. Às segundas-feiras fecha para limpeza.',
    ],
    en: [
      'What are the pool hours?',
      'The pool is open Tuesday to Sunday, 8:00 to 22:00. On Mondays it is closed for cleaning.',
    ],
    es: [
      '¿Cuál es el horario de la piscina (pileta)?',
      'La piscina abre de martes a domingo, de 8:00 a 22:00. Los lunes cierra por limpieza.',
    ],
  },
  gym: {
    pt: [
      'Qual é o horário da academia?',
      'A academia abre todos os dias, das 6h às 23h. Menores de 16 anos entram com um adulto.',
    ],
    en: ['What are the gym hours?', 'The gym is open every day, 6:00 to 23:00. Under 16 only together with an adult.'],
    es: [
      '¿Cuál es el horario del gimnasio?',
      'El gimnasio abre todos los días, de 6:00 a 23:00. Los menores de 16 años entran con un adulto.',
    ],
  },
  parking: {
    pt: [
      'Onde posso estacionar? Há vagas para visitantes?',
      'Cada unidade tem uma vaga na garagem, com o número da unidade. Há quatro vagas de visitantes no térreo, por até 12 horas; peça na portaria.',
    ],
    en: [
      'Where can I park? Is there visitor parking?',
      'Each unit has one space in the garage, marked with its number. There are four visitor spaces on the ground floor, for up to 12 hours; ask at the front desk.',
    ],
    es: [
      '¿Dónde puedo estacionar? ¿Hay lugares para visitas?',
      'Cada unidad tiene un lugar en el garaje, con su número. Hay cuatro lugares de visitas en la planta baja, por hasta 12 horas; pídalo en la portería.',
    ],
  },
  rubbish: {
    pt: [
      'Onde e quando deixo o lixo? Como funciona a reciclagem?',
      'O lixo comum fica na lixeira do andar e é recolhido todos os dias às 19h. Recicláveis vão para os contentores verdes na garagem; o caminhão passa às terças e sextas.',
    ],
    en: [
      'Where and when do I put out the rubbish? How does recycling work?',
      'Household rubbish goes into the bin room of your floor and is collected every day at 19:00. Recycling goes into the green containers in the garage; the truck comes on Tuesdays and Fridays.',
    ],
    es: [
      '¿Dónde y cuándo dejo la basura? ¿Cómo funciona el reciclaje?',
      'La basura común va al cuarto de residuos de su piso y se recoge todos los días a las 19:00. El reciclaje va a los contenedores verdes del garaje; el camión pasa los martes y viernes.',
    ],
  },
  pets: {
    pt: [
      'Posso ter animais de estimação?',
      'Sim: até dois animais por unidade. Nas áreas comuns ficam na guia, usam o elevador de serviço e não entram na piscina nem na academia.',
    ],
    en: [
      'Are pets allowed?',
      'Yes: up to two per unit. In the common areas they stay on a lead, use the service elevator, and do not enter the pool or the gym.',
    ],
    es: [
      '¿Se permiten mascotas?',
      'Sí: hasta dos por unidad. En las áreas comunes van con correa, usan el ascensor de servicio y no entran a la piscina ni al gimnasio.',
    ],
  },
  'quiet-hours': {
    pt: [
      'Qual é o horário de silêncio?',
      'O silêncio vale das 22h às 8h, todos os dias. Obras e mudanças: de segunda a sexta, das 9h às 17h.',
    ],
    en: [
      'What are the quiet hours?',
      'Quiet hours are 22:00 to 8:00, every day. Building work and moving: Monday to Friday, 9:00 to 17:00.',
    ],
    es: [
      '¿Cuál es el horario de silencio?',
      'El silencio rige de 22:00 a 8:00, todos los días. Obras y mudanzas: de lunes a viernes, de 9:00 a 17:00.',
    ],
  },
  parcels: {
    pt: [
      'Onde retiro minhas encomendas?',
      'As encomendas ficam na portaria, que está aberta 24 horas. Leve um documento; guardamos por 10 dias.',
    ],
    en: [
      'Where do I pick up my parcels?',
      'Parcels are kept at the front desk, which is open 24 hours. Bring an identity document; we keep them for 10 days.',
    ],
    es: [
      '¿Dónde retiro mis paquetes?',
      'Los paquetes quedan en la portería, abierta las 24 horas. Traiga un documento; los guardamos 10 días.',
    ],
  },
  'party-room': {
    pt: [
      'Quais são as regras do salão de festas?',
      'O salão de festas recebe até 40 pessoas, das 10h às 22h. A reserva é feita na portaria com pelo menos três dias de antecedência; a taxa de limpeza é de R$ 150.',
    ],
    en: [
      'What are the rules of the party room?',
      'The party room holds up to 40 people, 10:00 to 22:00. It is booked at the front desk at least three days ahead; the cleaning fee is R$ 150.',
    ],
    es: [
      '¿Cuáles son las reglas del salón de fiestas?',
      'El salón de fiestas recibe hasta 40 personas, de 10:00 a 22:00. Se reserva en la portería con al menos tres días de anticipación; la tasa de limpieza es de R$ 150.',
    ],
  },
};

export const DEMO_FAQ: readonly FaqEntry[] = Object.entries(ENTRIES).map(([topic, texts]) => ({
  buildingId: 'demo',
  faqId: topic,
  topic,
  status: 'active',
  texts: (['pt', 'en', 'es'] as const).map((language) => {
    const [question, answer] = texts[language];
    return { language, question, answer };
  }),
}));
