import { fold } from './text/tokens.ts';
import type { EmergencyKind } from './understanding.ts';

/**
 * Words of danger in Portuguese, English and Spanish, on folded text. A hit alone raises no alarm: it lowers the
 * margin that the classifier must reach, so that a film, a drill or a worry about tomorrow stays quiet.
 */
const SIGNS: readonly (readonly [EmergencyKind, RegExp])[] = [
  [
    'gas',
    /\b(cheir\w*|fedor|fed\w+|bafo|olor|huel\w*|apest\w*|ol\w+ a|smell\w*|stink\w*|reek\w*|stench|leak\w*|vaz\w+|fuga|escap\w+|hiss\w*|perd\w+) (\w+ ){0,4}(gas|glp|butano|propano)\b|\bgas (\w+ ){0,3}(smell\w*|leak\w*|vaz\w+|escap\w+|fuga)\b|\b(huevo podrido|ovo podre|rotten eggs?|carbon monoxide|monoxido)\b/,
  ],
  [
    'trapped',
    /\b(pres[oa]s?|trancad[oa]s?|encerrad[oa]s?|atrapad[oa]s?|trabad[oa]s?|stuck|trapped|enganchad[oa]s?|locked)( \w+){0,5} (elevador|ascensor|lift|elevator|cabina|shaft|poco|porao|banheiro|bathroom|bano)\b|\b(elevador|ascensor|lift|elevator)( \w+){0,6} (com gente dentro|con gente adentro|presos?|presa|trapped|encerrad\w+|atrapad\w+|inside)\b/,
  ],
  [
    'fire',
    /\b(fogo|incendi\w*|chamas|labareda\w*|fire|flames?|alight|ablaze|burning|fuego|llamas|lumbre|quemando|queimando|pegando|ardiendo|humo|fumaca|smoke|faiscas?|sparks?|chispas?|explod\w*|exploto|explosion|explosao)\b/,
  ],
  [
    'medical',
    /\b(nao|no|not|cant|can't|nem|sin|sem|isn't|isnt|mal) (\w+ ){0,2}(respira\w*|breath\w*|reage|responde|acorda|despierta|responding|waking|reacciona)\b|\b(desmai\w*|inconscien\w*|unconscious|passed out|collapsed|fainted|convuls\w*|seizure|infart\w*|heart attack|avc|acv|stroke|chest pain\w*|dor no peito|dolor (de|en el) pecho|chok\w+|engasg\w*|atragant\w*|sangr\w+|bleed\w*|blood|ambulan\w+|paramedic\w*|samu|overdose|sobredosis|parto|in labou?r|desmay\w*|anaphyla\w*|swallowed|engoliu|trago|envenen\w*|poison\w*|ahog\w+|afog\w+|drown\w*)\b/,
  ],
  [
    'intrusion',
    /\b(arromb\w+|invad\w+|assalt\w+|asalt\w+|ladra[ou]\w*|ladron\w*|bandid\w+|burglar\w*|break(ing)?[ -]?in|broke in|breaking (in|into)|intruder\w*|robber\w*|robando|roubando|entraron|forzando|forcando|knife|gun|faca|armado|cuchill\w+|pistola|revolver|tiros?|disparos?|shots?|stranger|desconocido|desconhecido|pe de cabra|crowbar|force my door|kick\w* (\w+ ){0,3}door)\b/,
  ],
  [
    'flood',
    /\b(alag\w+|inund\w+|flood\w*|burst\w*|estour\w+|revento\w*|gushing|esguich\w+|jorrando|borbotones|chorro|cachoeira|cascada|pouring|water everywhere|agua (por|en) tod\w+|agua por todo|nao para de (jorrar|sair|subir))\b/,
  ],
  [
    'other',
    /\b(mayday|(vai|va a|quer|quiere|going to|gonna|wants? to) (se )?(pular|saltar|jump|matar)|choque eletrico|electrocut\w*|descarga electrica|desab\w+|desmoron\w*|collaps\w*|derrumb\w*|pendurad\w+|colgando|hanging|parapeito|cornisa|ledge|following me|me seguindo|me persigue)\b/,
  ],
];

/** Things with a dangerous name: they are taken out before the signs are looked for. */
const HARMLESS_NAMES =
  /\b(porta corta ?fogo|(fire|smoke) (exit|door|escape|extinguisher|alarm|pit|place|works|drill|detector|brigade|safety)s?|fireworks|fireplace|extint\w+( de incendio)?|(mangueira|poliza|seguro|alarme|alarma|detector|central|saida|salida|porta|puerta|brigada|escada|escalera) (de|contra|anti) ?(incendio|fumaca|humo|fogo|fuego)s?|fogos de artificio|fuegos artificiales|boca do fogao)\b/g;

/** What takes the danger away: a drill, a film, a false alarm, something over, something that is only asked about. */
const CALM: readonly RegExp[] = [
  /\b(simul\w+|simulacro|drill|exercicio|ejercicio|treinamento|training|teste?|prueba|pruebas|test)\b/,
  /\b(filme|film|movie|serie|novela|netflix|jogo|juego|game|podcast|livro|libro|book|noticia\w*|tv|tele|pelicula|peli|song|musica|cancion|meme|sonhei|sone|dreamt|dreamed|fantasia)\b/,
  /\b(alarme falso|falso alarme|falsa alarma|false alarm|ja (foi|passou|apag\w+|resolv\w+|saiu|esta bem|ta bem|ta tudo)|ya (paso|esta bien|se apago|salio|salimos|se fue|lo apag\w+|esta apagado|esta todo)|all clear|all good|it's over|is over|already (out|fixed|gone)|sorted|todo bien|tudo bem agora|everyone's fine|esta controlad\w+|ficou bem|is fine now|stable)\b/,
  /\b((nothing|nobody|no one|nadie|ninguem|ninguna?|nenhum\w*)( is| s|'s|esta|hay|tem)? (\w+ )?(on fire|burning|inside|hurt|stuck|trapped|pres[oa]|encerrad[oa]|atrapad[oa]|ferid[oa]|herid[oa]|incendi\w*|fogo|fuego)|(nao|no) (estamos|estou|estoy|hay nadie|tem ninguem) (pres|encerrad|atrapad|trancad|herid|ferid|adentro|dentro)\w*|tranquil[oa]s?|all calm|stand down|todo en orden|todo controlado|tudo em paz|tudo controlado|sossega|nao chamem|no llamen|boato|rumor|broma|brincadeira|joking|prank|turned out|turns out|it was (only|just)|era (so|apenas|solo)|no (ambulance|ambulancia)|deixa pra la)\b/,
  /\b(cigar\w*|shisha|narguile|maconha|porro|weed|asad\w*|churrasc\w*|bbq|barbecue|charcoal|grill|parrill\w*|smokers?|fumantes?|fumadores|bacon|toast\w*|tostad\w*)\b/,
  /\b(nao e|no es|not a|isn't a|no hay|nao tem|nao ha|sem|there's no|no) (\w+ )?(incendi\w+|emergenc\w+|fogo|fuego|fire|cheiro|olor|smell|gas|humo|fumaca|smoke|sangue|sangre|blood|feridos?|heridos?)\b/,
  /\b(e se|what if|if there|in case|em caso|en caso|caso haja|si hay|si hubiera|se houver|se acontecer|para cuando|seguro contra|insurance|extintor vencid\w+|ontem|ayer|yesterday|last (week|month|year|night)|semana passada|semana pasada|mes passado|mes pasado|ano passado|ano pasado|anoche)\b/,
];

/** What the rules see in a message. */
export type RuleFinding = { readonly kind: EmergencyKind | undefined; readonly calm: boolean };

/** Looks for words of danger and for what takes it away. */
export function applyEmergencyRules(text: string): RuleFinding {
  const folded = fold(text)
    .replace(/[^a-z0-9' -]+/g, ' ')
    .replace(/\s+/g, ' ');
  const signs = folded.replace(HARMLESS_NAMES, ' ');
  const sign = SIGNS.find(([, pattern]) => pattern.test(signs));
  return { kind: sign?.[0], calm: CALM.some((pattern) => pattern.test(folded)) };
}
