import type { Language } from '@ripen/domain';
import { html, Markup } from '../pages/markup';
import { EXAMPLE_OFFER } from './example-site';
import { type ExampleTexts, SITE_TEXTS } from './example-texts';

/**
 * What a website does around `ripen.js`: asks for consent, remembers it, and reports a sign-up. An id in the address says who
 * the visitor is, as links between two websites of one company do.
 */
export const EXAMPLE_SCRIPT = `(function () {
  'use strict';
  var STORE = 'ripen_anonymous_id';
  var given = new URLSearchParams(location.search).get('anonymousId');
  var box = document.getElementById('consent');
  var kept = null;
  try { kept = localStorage.getItem(STORE); } catch (e) {}
  function allow() {
    try { if (given) localStorage.setItem(STORE, given); } catch (e) {}
    window.ripen.consent(true);
    box.hidden = true;
    var sign = document.getElementById('sign-up');
    if (sign) sign.hidden = false;
  }
  document.getElementById('allow').addEventListener('click', allow);
  document.getElementById('refuse').addEventListener('click', function () { window.ripen.consent(false); box.hidden = true; });
  var button = document.getElementById('register');
  if (button) button.addEventListener('click', function () {
    window.ripen.track('Webinar Registered', { webinar: 'retrofit' });
    document.getElementById('sign-up').hidden = true;
    var done = document.getElementById('signed-up');
    done.hidden = false;
    done.focus();
  });
  if (kept) allow();
  else box.hidden = false;
})();`;

interface PageContext {
  readonly language: Language;
  readonly writeKey: string;
}

/** A page of the sample website. The guide is a document: it reports nothing. */
export function examplePage(
  texts: ExampleTexts,
  { language, writeKey }: PageContext,
): { readonly title: string; readonly content: Markup } {
  const { title, paragraphs, points } = texts.words[language];
  const site = SITE_TEXTS[language];
  const content = html`<p class="tag">${site.tag}</p>
    <h1>${title}</h1>
    ${paragraphs.map((text) => html`<p>${text}</p>`)}
    ${
      points.length > 0 &&
      html`<ul>
        ${points.map((text) => html`<li>${text}</li>`)}
      </ul>`
    }
    ${texts.kind === 'topic' && html`<p><a href="/f/${EXAMPLE_OFFER}">${site.request}</a></p>`}
    ${texts.kind === 'webinar' && signUp(language)} ${texts.kind !== 'document' && tracked(language, writeKey)}`;
  return { title, content };
}

function signUp(language: Language): Markup {
  const site = SITE_TEXTS[language];
  return html`<div id="sign-up" hidden><button id="register" type="button">${site.register}</button></div>
    <p id="signed-up" tabindex="-1" role="status" hidden><strong>${site.registered}</strong></p>`;
}

function tracked(language: Language, writeKey: string): Markup {
  const site = SITE_TEXTS[language];
  return html`<section id="consent" class="aside" aria-label="${site.consentTitle}" hidden>
      <p><strong>${site.consentTitle}</strong></p>
      <p>${site.consent}</p>
      <button id="allow" type="button">${site.allow}</button>
      <button id="refuse" type="button" class="quiet">${site.refuse}</button>
    </section>
    <script src="/ripen.js" data-write-key="${writeKey}"></script>
    ${new Markup(`<script>${EXAMPLE_SCRIPT}</script>`)}`;
}
