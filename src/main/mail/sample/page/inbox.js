'use strict';
// The inbox page. Everything that came by mail is put in as text, or shown in the frame that can do nothing.
(() => {
  const at = (id) => document.getElementById(id);
  const people = at('people');
  const messages = at('messages');
  const POLL_MS = 2000;
  const place = new URLSearchParams(location.hash.slice(1));
  const state = {
    revision: '',
    people: [],
    messages: [],
    address: place.get('to'),
    message: place.get('message'),
    shown: null,
    does: null,
  };

  // A moment is shown as the clock of whom it was written to showed it: by the offset that its mail carries.
  const shown = (options) => new Intl.DateTimeFormat('en-CA', { ...options, timeZone: 'UTC', hourCycle: 'h23' });
  const time = shown({ hour: '2-digit', minute: '2-digit' });
  const day = shown({ day: 'numeric', month: 'short' });
  const whole = shown({ dateStyle: 'full', timeStyle: 'short' });
  const offsetOf = (iso) => /[+-]\d\d:\d\d$/.exec(iso)?.[0] ?? '+00:00';
  const onClock = (iso) => new Date(iso.slice(0, 19) + 'Z');
  const nowAt = (offset) => {
    const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4));
    return new Date(Date.now() + (offset[0] === '-' ? -minutes : minutes) * 60000);
  };
  const brief = (iso) => {
    const date = onClock(iso);
    const isToday = date.toISOString().slice(0, 10) === nowAt(offsetOf(iso)).toISOString().slice(0, 10);
    return (isToday ? time : day).format(date);
  };

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const ask = async (path, options) => {
    const response = await fetch(path, { cache: 'no-store', ...options });
    if (response.status === 401) throw new Error('closed');
    if (!response.ok) throw new Error('failed');
    return response.status === 204 ? null : response.json();
  };

  // Rows are kept while they stay the same, so that focus and scrolling do too.
  const fill = (list, items, keyOf, build) => {
    const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
    const rows = items.map((item) => {
      const key = keyOf(item);
      const kept = old.get(key);
      const fresh = build(item);
      fresh.dataset.key = key;
      if (kept === undefined) return fresh;
      if (kept.innerHTML !== fresh.innerHTML) {
        const hadFocus = kept.contains(document.activeElement);
        kept.replaceChildren(...fresh.childNodes);
        if (hadFocus) kept.querySelector('button').focus();
      }
      return kept;
    });
    if (rows.length !== list.children.length || rows.some((row, index) => row !== list.children[index])) {
      const focused = list.contains(document.activeElement) ? document.activeElement : null;
      list.replaceChildren(...rows);
      if (focused !== null && focused.isConnected) focused.focus();
    }
  };

  const row = (className, isCurrent) => {
    const item = element('li');
    const button = element('button', className);
    button.type = 'button';
    button.setAttribute('aria-current', String(isCurrent));
    item.append(button);
    return { item, button };
  };

  const isSame = (left, right) => left !== null && left.toLowerCase() === right.toLowerCase();

  const personRow = (person) => {
    const { item, button } = row(person.unread > 0 ? 'row unread' : 'row', isSame(state.address, person.address));
    const first = element('span', 'first');
    first.append(element('span', 'name', person.address));
    if (person.unread > 0) {
      const count = element('span', 'unread-count', String(person.unread));
      count.setAttribute('aria-label', person.unread + ' new');
      first.append(count);
    }
    button.append(first, element('span', 'second', brief(person.lastAt) + ' · ' + person.lastSubject));
    button.dataset.address = person.address;
    return item;
  };

  const messageRow = (message) => {
    const { item, button } = row(message.isRead ? 'row' : 'row unread', state.message === message.id);
    const first = element('span', 'first');
    first.append(
      element('span', 'name', message.subject || '(no subject)'),
      element('span', 'when', brief(message.at)),
    );
    button.append(first);
    const notes = [
      message.isRead ? '' : 'New',
      message.delivery > 1 ? 'arrival ' + message.delivery + ' of the same mail' : '',
    ]
      .filter(Boolean)
      .join(' · ');
    if (notes !== '') button.append(element('span', 'second', notes));
    button.dataset.message = message.id;
    return item;
  };

  const draw = () => {
    const wanted = at('search').value.trim().toLowerCase();
    const found = state.people.filter((person) => person.address.toLowerCase().includes(wanted));
    fill(people, found, (person) => person.address.toLowerCase(), personRow);
    const nobody = at('no-people');
    nobody.hidden = found.length > 0;
    nobody.textContent = state.people.length === 0 ? 'Nobody has mail yet.' : 'No address holds “' + wanted + '”.';
    fill(messages, state.messages, (message) => message.id, messageRow);
    at('messages-title').textContent = state.address === null ? 'Messages' : 'Messages to ' + state.address;
    at('does-box').hidden = state.does === null;
    if (state.does !== null) at('does').value = state.does;
    at('letter').hidden = state.shown === null;
    at('empty').hidden = state.shown !== null;
    if (state.people.length > 0) {
      at('empty-title').textContent = 'Choose a message';
      at('empty-words').textContent = 'People are on the left, their messages beside them.';
    }
  };

  const rememberPlace = () => {
    const next = new URLSearchParams();
    if (state.address !== null) next.set('to', state.address);
    if (state.message !== null) next.set('message', state.message);
    history.replaceState(null, '', '#' + next.toString());
  };

  const choosePerson = async (address) => {
    state.address = address;
    state.message = null;
    state.shown = null;
    rememberPlace();
    await refresh(true);
  };

  const scanWords = at('scan-words').textContent;

  // What was typed belongs to the message that it was typed under.
  const typed = new Map();
  const answerBox = at('answer-text');
  const showAnswer = (words) => {
    answerBox.value = typed.get(state.shown) ?? '';
    at('answer-button').disabled = answerBox.value.trim() === '';
    at('answer-words').textContent = words;
  };
  const sendAnswer = async () => {
    const id = state.shown;
    const text = answerBox.value.trim();
    if (id === null || text === '') return;
    at('answer-button').disabled = true;
    try {
      await ask('/inbox/messages/' + encodeURIComponent(id) + '/answer', post({ text }));
    } catch {
      at('answer-button').disabled = false;
      at('answer-words').textContent = 'It was not sent. The mailbox doesn’t answer; try again.';
      return;
    }
    typed.delete(id);
    if (state.shown === id) showAnswer('Sent. The desk has it within seconds.');
  };
  const post = (body) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  const chooseMessage = async (id) => {
    const letter = await ask('/inbox/messages/' + encodeURIComponent(id));
    state.message = id;
    if (state.shown !== id) {
      state.shown = id;
      showAnswer('');
    }
    rememberPlace();
    at('subject').textContent = letter.subject || '(no subject)';
    at('from').textContent = letter.from;
    at('to').textContent = letter.to || letter.recipients.join(', ');
    at('sent').textContent = whole.format(onClock(letter.at)) + ' (UTC' + offsetOf(letter.at).replace('-', '−') + ')';
    at('sent').dateTime = letter.at;
    at('twice').hidden = letter.delivery < 2;
    at('twice').textContent = 'Arrival ' + letter.delivery + ' of the same mail';
    at('scan').hidden = !letter.hasQr;
    at('scan-words').textContent = scanWords;
    at('text').textContent = letter.text || '(This message has no plain text.)';
    at('source').textContent = letter.source;
    at('tab-html').hidden = !letter.hasHtml;
    at('frame').src = letter.hasHtml ? '/inbox/messages/' + encodeURIComponent(id) + '/html' : 'about:blank';
    if (!letter.hasHtml && at('tab-html').getAttribute('aria-selected') === 'true') chooseTab(at('tab-text'));
    document.title = (letter.subject || 'Message') + ' – customers’ inbox';
    await refresh(true);
  };

  const tabs = [...document.querySelectorAll('[role=tab]')];
  const chooseTab = (chosen) => {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      at(tab.getAttribute('aria-controls')).hidden = !isChosen;
    }
  };

  const scan = async () => {
    const id = state.shown;
    let url;
    try {
      ({ url } = await ask('/inbox/messages/' + encodeURIComponent(id) + '/scan', { method: 'POST' }));
    } catch {
      at('scan-words').textContent = 'The code can’t be read in the picture.';
      return;
    }
    // The picture holds what its sender put in it: only a web address is opened.
    if (!/^https?:\/\//i.test(url)) {
      at('scan-words').textContent = 'The code holds no web address: ' + url;
      return;
    }
    const again = element('a', '', url);
    again.href = url;
    again.target = '_blank';
    again.rel = 'noopener noreferrer';
    at('scan-words').replaceChildren('Read from the picture and opened in the phone: ', again);
    window.open(url, '_blank', 'popup,noopener,noreferrer,width=390,height=844');
  };

  const live = at('live');
  const say = (words, isLost) => {
    if (live.textContent !== words) live.textContent = words;
    live.classList.toggle('lost', isLost);
  };

  let isRefreshing = false;
  const refresh = async (isForced) => {
    if (isRefreshing && !isForced) return;
    isRefreshing = true;
    try {
      const query = new URLSearchParams();
      if (!isForced) query.set('revision', state.revision);
      if (state.address !== null) query.set('to', state.address);
      const answer = await ask('/inbox/state?' + query);
      say('Live', false);
      if (answer !== null) {
        Object.assign(state, answer);
        if (state.address === null && state.people.length > 0) return await choosePerson(state.people[0].address);
        draw();
        const wished = state.message ?? (state.shown === null ? (state.messages[0]?.id ?? null) : null);
        if (wished !== null && state.shown !== wished) await chooseMessage(wished);
      }
    } catch (error) {
      say(
        error.message === 'closed'
          ? 'Closed: open the inbox again from the practice desk'
          : 'The mailbox doesn’t answer. Trying again',
        true,
      );
    } finally {
      isRefreshing = false;
    }
  };

  const move = (list, step) => {
    const buttons = [...list.querySelectorAll('button')];
    if (buttons.length === 0) return;
    const now = Math.max(
      0,
      buttons.findIndex(
        (button) =>
          button === document.activeElement ||
          (document.activeElement.closest('ul') !== list && button.getAttribute('aria-current') === 'true'),
      ),
    );
    const next = buttons[Math.min(buttons.length - 1, Math.max(0, now + step))];
    next.focus();
    next.click();
  };

  people.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button !== null && !isSame(state.address, button.dataset.address)) void choosePerson(button.dataset.address);
  });
  messages.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button !== null && state.shown !== button.dataset.message)
      void chooseMessage(button.dataset.message).catch(() => refresh(false));
  });
  at('search').addEventListener('input', draw);
  answerBox.addEventListener('input', () => {
    typed.set(state.shown, answerBox.value);
    at('answer-button').disabled = answerBox.value.trim() === '';
    at('answer-words').textContent = '';
  });
  at('answer').addEventListener('submit', (event) => {
    event.preventDefault();
    void sendAnswer();
  });
  at('does').addEventListener('change', () => {
    state.does = at('does').value;
    void ask('/inbox/behaviour', post({ address: state.address, does: state.does })).catch(() => refresh(true));
  });
  at('scan-button').addEventListener('click', () => void scan());
  for (const tab of tabs) tab.addEventListener('click', () => chooseTab(tab));

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLSelectElement) return;
    if (event.target === answerBox) {
      if (event.key === 'Escape') at('message').focus();
      return;
    }
    const isTyping = event.target instanceof HTMLInputElement;
    if (isTyping && event.key === 'Escape') {
      event.target.value = '';
      draw();
      people.querySelector('button')?.focus();
      return;
    }
    if (isTyping) {
      if (event.key === 'ArrowDown') people.querySelector('button')?.focus();
      return;
    }
    if (event.target.getAttribute('role') === 'tab' && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      const shown = tabs.filter((tab) => !tab.hidden);
      const next =
        shown[(shown.indexOf(event.target) + (event.key === 'ArrowRight' ? 1 : shown.length - 1)) % shown.length];
      chooseTab(next);
      next.focus();
      return;
    }
    const list = document.activeElement.closest('ul') === people ? people : messages;
    if (event.key === 'j' || event.key === 'ArrowDown') move(list, 1);
    else if (event.key === 'k' || event.key === 'ArrowUp') move(list, -1);
    else if (event.key === '/') at('search').focus();
    else if (event.key === 'r' && state.shown !== null) answerBox.focus();
    else return;
    event.preventDefault();
  });

  setInterval(() => {
    if (document.visibilityState === 'visible') void refresh(false);
  }, POLL_MS);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void refresh(false);
  });
  void refresh(true);
})();
