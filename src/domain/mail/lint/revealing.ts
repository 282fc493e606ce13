/** R14: nothing that a customer reads says which attribute failed. A thing of the check beside a fault of it. */
import type { MailLanguage } from '../language';
import type { TextRule } from './finding';
import { sentencesOf, wholeWords } from './sentences';

const pairs: Readonly<Record<MailLanguage, readonly (readonly [thing: RegExp, fault: RegExp])[]>> = {
  en: [
    [
      wholeWords(
        '(?:sur|first |last |middle )?names?',
        'initials?',
        'faces?',
        'photos?(?: ids?)?',
        'photographs?',
        'pictures?',
        'images?',
        'selfies?',
        'liveness',
        'videos?',
        'ids?',
        'id cards?',
        'identity (?:cards?|documents?)',
        'passports?',
        "(?:driver'?s |driving )?licen[cs]es?",
        'documents?',
        'dates? of birth',
        'birth ?dates?',
        'signatures?',
      ),
      wholeWords(
        "(?:did|does|do)(?: not|n't) (?:\\p{L}+ )?(?:match|fit|agree|look|show|correspond)",
        '(?:is|are|was|were|looks?|looked|seems?|seemed) (?:\\p{L}+ )?(?:different|fake|forged|false|altered|edited|manipulated|tampered|damaged|cropped|copied|suspicious|wrong|unclear|dark|bright|small)',
        "(?:is|was|are|were)(?: not|n't) (?:\\p{L}+ )?(?:clear|readable|legible|valid|real|genuine|accepted|the same|yours|visible|sharp)",
        'no match',
        'mismatch(?:ed|es)?',
        'fail(?:s|ed|ure)?',
        'reject(?:s|ed|ion)?',
        'refused',
        'invalid',
        'incorrect',
        '(?:the )?wrong',
        'fake',
        'forged',
        'tampered',
        'blurr?(?:y|ed)',
        'too (?:dark|bright|small|blurry|old)',
        'glare',
        'illegible',
        'unreadable',
        'cut off',
        'out of date',
        "(?:could(?: not|n't)|can(?:not|'t| not)|unable to|failed to|were not able to|weren't able to) (?:\\p{L}+ )?(?:read|verify|confirm|see|match|recogni[sz]e|accept|check)",
      ),
    ],
    [
      wholeWords('ids?', 'id cards?', 'passports?', "(?:driver'?s |driving )?licen[cs]es?", 'documents?'),
      wholeWords('expired', 'has run out', 'no longer valid', 'ran out'),
    ],
  ],
  fr: [
    [
      wholeWords(
        'noms?',
        'prénoms?',
        'initiales?',
        'visages?',
        'photos?',
        'photographies?',
        'images?',
        'égoportraits?',
        'selfies?',
        'vidéos?',
        "pièces?(?: d'identité)?",
        "cartes? d'identité",
        'passeports?',
        'permis(?: de conduire)?',
        'documents?',
        'dates? de naissance',
        'signatures?',
      ),
      wholeWords(
        'ne (?:vous )?(?:correspond(?:ent|ait|aient)?|concord(?:e|ent|ait)|ressembl(?:e|ent|ait)|montr(?:e|ent|ait)) pas',
        "n'(?:est|était|ont|a|étaient) (?:pas|plus) (?:\\p{L}+ )?(?:claire?s?|lisibles?|valides?|nettes?|authentiques?|acceptée?s?|visibles?|la même|le même|les mêmes|correspondu)",
        '(?:est|sont|était|étaient|semble|semblent|paraît) (?:\\p{L}+ )?(?:différente?s?|fausses?|faux|falsifiée?s?|modifiée?s?|retouchée?s?|abîmée?s?|coupée?s?|suspecte?s?|sombres?|floue?s?|petite?s?)',
        'échou(?:é|ée|és|e|ent)',
        'échec',
        '(?:refus|rejet)(?:é|ée|és|ées)',
        'invalides?',
        'non valides?',
        'incorrecte?s?',
        'mauvaise?s? (?:côté|photo|document|pièce|nom|image)',
        'falsifiée?s?',
        'fausses?',
        'floue?s?',
        'trop (?:sombres?|claire?s?|petite?s?|floue?s?)',
        'reflets?',
        'illisibles?',
        'coupée?s?',
        'divergence',
        "(?:n'(?:avons|a|ai) pas (?:pu|réussi à)|n'(?:avons|a) pu|impossible de) (?:\\p{L}+ )?(?:lire|vérifier|confirmer|voir|reconnaître|accepter|valider)",
      ),
    ],
    [
      wholeWords('pièces?', "cartes? d'identité", 'passeports?', 'permis(?: de conduire)?', 'documents?'),
      wholeWords('expirée?s?', 'périmée?s?', "n'est plus valide", 'échue?s?'),
    ],
  ],
};

/** What may be said instead: what to do, never what was seen. */
const instead: Readonly<Record<MailLanguage, string>> = {
  en: 'Please take the pictures in daylight, with the whole ID in the frame.',
  fr: 'Prenez les photos à la lumière du jour, la pièce d’identité entière dans le cadre.',
};

export const revealing: TextRule = ({ text }, { language }) =>
  sentencesOf(text).flatMap(({ from, words }) =>
    // Whoever writes English to a French account reveals as much.
    (['en', 'fr'] as const).some((tongue) =>
      pairs[tongue].some(([thing, fault]) => thing.test(words) && fault.test(words)),
    )
      ? [
          {
            rule: 'reveals-check',
            severity: 'error',
            from,
            to: from + words.length,
            about: null,
            repair: { kind: 'put', text: instead[language] },
          },
        ]
      : [],
  );
