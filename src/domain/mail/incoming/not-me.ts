/** R7: a customer who answers "this wasn't me" presses no button. Their own words raise a mark; a person freezes. */
import { wholeWords } from '../lint/sentences';

const signs = [
  wholeWords(
    "(?:it|this|that) (?:was(?: not|n't)|is(?: not|n't)) (?:me|mine|us)",
    "(?:i|we) (?:did(?: not|n't)|have(?: not|n't)|never) (?:\\p{L}+ )?(?:ask(?:ed)?|request(?:ed)?|do|done|did|start(?:ed)?|contact(?:ed)?|call(?:ed)?|order(?:ed)?|initiate[d]?|authori[sz]e[d]?|make|made)",
    'not my request',
    "(?:did(?: not|n't)) come from me",
    '(?:someone|somebody) (?:else )?(?:is trying|tried|is pretending|pretends|has my)',
    '(?:hack(?:ed|er|ing)|fraud|scam|phish(?:ed|ing)?|stolen|impersonat(?:e|ed|ing|or))',
    '(?:stop|cancel|block) (?:this|it|that|everything)',
  ),
  wholeWords(
    "(?:ce|ça) n'(?:était|est) pas (?:moi|nous)",
    "c'(?:était|est) pas moi",
    "(?:je|nous) n'(?:ai|avons) (?:jamais|rien|pas) (?:\\p{L}+ )?(?:demandé|fait|appelé|commencé|autorisé|sollicité)",
    '(?:pas|jamais) (?:fait )?(?:ma|cette) demande',
    'ne vien(?:t|nt) pas de moi',
    "quelqu'un (?:d'autre )?(?:essaie|tente|a essayé|se fait passer)",
    '(?:pirat(?:é|ée|age|er)|fraude|arnaque|hameçonnage|usurp(?:é|ation)|volé)',
    '(?:arrêtez|annulez|bloquez) (?:tout|cela|ça|cette demande)',
  ),
];

/** True where the words could be a repudiation; rather once too often. */
export const saysNotMe = (text: string): boolean => signs.some((sign) => sign.test(text));
