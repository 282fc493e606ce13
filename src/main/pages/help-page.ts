/** The customer's article as a page without script: contents, sections, and under each "was this helpful?". */
import { articleOf } from '#domain/guidance/article';
import type { Article, ArticleBlock } from '#domain/guidance/article';
import { complaints } from '#domain/guidance/events';
import type { FeedbackKind, SectionId } from '#domain/guidance/events';
import { mostCommentCharacters } from '#domain/guidance/comment';
import { guidancePath } from '#domain/guidance/guidance-url';
import type { Standing } from '#domain/guidance/standing';
import type { Words } from '#domain/mail/words';
import { dateInZone } from '#domain/sla/zone';
import type { PagesLanguage } from './desk-port';
import type { GuidanceLook } from './guidance-port';
import type { HelpFault } from './help-words';
import { helpWords } from './help-words';
import { html, pageFrame, type Html } from './html';

export type HelpShown = {
  readonly look: GuidanceLook;
  readonly language: PagesLanguage;
  readonly companyName: string;
  /** The section whose feedback was just taken. */
  readonly said?: SectionId | null;
  /** What was not taken, with everything that was typed. */
  readonly refused?: {
    readonly section: SectionId;
    readonly fault: HelpFault;
    readonly kind: FeedbackKind | null;
    readonly comment: string;
  };
};

const inline = (words: Words): Html =>
  html`${words.map((piece) => (piece.kind === 'strong' ? html`<strong>${piece.text}</strong>` : html`${piece.text}`))}`;

const block = (one: ArticleBlock): Html => {
  switch (one.kind) {
    case 'paragraph':
      return html`<p>${inline(one.words)}</p>`;
    case 'items': {
      const items = one.items.map((words) => html`<li>${inline(words)}</li>`);
      return one.ordered
        ? html`<ol>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
    case 'facts':
      return html`<dl>
        ${one.rows.map(
          ([label, value]) =>
            html`<div>
              <dt>${inline(label)}</dt>
              <dd>${inline(value)}</dd>
            </div>`,
        )}
      </dl>`;
  }
};

/** `24 November 2026`, in the desk's zone. */
const day = (iso: string, timeZone: string, language: PagesLanguage): string => {
  const [year = 0, month = 1, date = 1] = dateInZone(Date.parse(iso), timeZone).split('-').map(Number);
  const name = new Intl.DateTimeFormat(language === 'en' ? 'en-CA' : 'fr-CA', {
    month: 'long',
    timeZone: 'UTC',
  }).format(Date.UTC(year, month - 1, date));
  return language === 'en' ? `${name}\u00a0${date}, ${year}` : `${date === 1 ? '1er' : date}\u00a0${name}\u00a0${year}`;
};

/**
 * Customers are told what makes the page doubtful for them. That it was never approved, or has new words, is for the
 * staff.
 */
const notices = (standing: Standing, timeZone: string, language: PagesLanguage): readonly Html[] => {
  if (standing.state !== 'stale') return [];
  const words = helpWords[language];
  const due = standing.reasons.find((reason) => reason.why === 'review-due');
  return [
    ...(due === undefined ? [] : [html`<p class="stale">${words.reviewDue(day(due.since, timeZone, language))}</p>`]),
    ...(standing.reasons.some((reason) => reason.why === 'value-changed')
      ? [html`<p class="stale">${words.valueChanged}</p>`]
      : []),
  ];
};

const ask = (section: Article['sections'][number], shown: HelpShown): Html => {
  const { language, said } = shown;
  const words = helpWords[language];
  const { id, title } = section;
  if (said === id)
    return html`<div class="ask" id="ask-${id}"><p class="thanks" role="status">${words.thanks}</p></div>`;
  const refused = shown.refused?.section === id ? shown.refused : null;
  const action = `${guidancePath}?lang=${language}#ask-${id}`;
  const error =
    refused === null ? null : html`<p class="error" id="error-${id}" role="alert">${words.faults[refused.fault]}</p>`;
  const isYes = refused?.kind === 'yes';
  return html`<div class="ask" id="ask-${id}">
<form method="post" action="${action}" class="yes"><input type="hidden" name="section" value="${id}"><input type="hidden" name="kind" value="yes"><span>${words.question}</span><button type="submit" aria-label="${words.yesFor(title)}">${words.yes}</button></form>
${isYes && error !== null ? error : ''}
<details${refused !== null && !isYes ? html` open` : ''}><summary aria-label="${words.noFor(title)}">${words.no}</summary>
<form method="post" action="${action}"><input type="hidden" name="section" value="${id}">
<fieldset><legend>${words.legend}</legend>${complaints.map((kind) => html`<label class="choice"><input type="radio" name="kind" value="${kind}" ${refused?.kind === kind ? html` checked` : ''} /> ${words.kinds[kind]}</label>`)}</fieldset>
${!isYes && error !== null ? error : ''}
<label for="comment-${id}">${words.comment}</label><textarea id="comment-${id}" name="comment" maxlength="${String(mostCommentCharacters)}" aria-describedby="hint-${id}">${refused?.comment ?? ''}</textarea>
<p class="quiet" id="hint-${id}">${words.commentHint}</p>
<button type="submit">${words.send}</button></form></details></div>`;
};

/** The whole page. */
export const helpPage = (shown: HelpShown): string => {
  const { look, language, companyName } = shown;
  const words = helpWords[language];
  const article = articleOf(language, { names: { product: companyName, support: look.support }, values: look.values });
  const other = language === 'en' ? 'fr' : 'en';
  return pageFrame({
    language,
    companyName,
    title: article.title,
    isWide: true,
    otherLanguage: { href: `${guidancePath}?lang=${other}`, label: other === 'fr' ? 'Français' : 'English' },
    body: html`${notices(look.standing, look.timeZone, language)}
      <article>
        <h1>${article.title}</h1>
        <p>${inline(article.intro)}</p>
        ${look.approvedAt === null ? '' : html`<p class="quiet">${words.checkedOn(day(look.approvedAt, look.timeZone, language))}</p>`}
        <nav aria-label="${words.contents}">
          <h2>${words.contents}</h2>
          <ul>
            ${article.sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
          </ul>
        </nav>
        ${article.sections.map(
          (section) =>
            html`<section id="${section.id}" aria-labelledby="title-${section.id}">
              <h2 id="title-${section.id}">${section.title}</h2>
              ${section.blocks.map(block)}${ask(section, shown)}
            </section>`,
        )}
      </article>`,
  });
};
