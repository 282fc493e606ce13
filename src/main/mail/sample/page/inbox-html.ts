const head = `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/inbox/inbox.css">`;

/** The customers' inbox; its data comes by script. */
export const inboxPage = `<!DOCTYPE html>
<html lang="en-CA">
<head>
${head}
<title>Customers’ inbox – practice desk</title>
<script src="/inbox/inbox.js" defer></script>
</head>
<body>
<header class="strip">
  <h1>Customers’ inbox</h1>
  <span class="chip">Practice desk</span>
  <p class="quiet">Everything this desk sends arrives here. Nothing leaves this computer.</p>
  <p class="live" id="live" role="status">Live</p>
</header>
<div class="panes">
  <nav class="people" aria-labelledby="people-title">
    <h2 id="people-title">People</h2>
    <label class="search"><span class="hidden">Find an address</span><input id="search" type="search" placeholder="Find an address" autocomplete="off" spellcheck="false"></label>
    <ul id="people"></ul>
    <p class="nothing quiet" id="no-people" hidden></p>
    <p class="keys quiet" aria-hidden="true"><kbd>j</kbd> <kbd>k</kbd> move <kbd>/</kbd> find <kbd>r</kbd> answer</p>
  </nav>
  <section class="messages" aria-labelledby="messages-title">
    <h2 id="messages-title">Messages</h2>
    <label class="does" id="does-box" hidden>Mail to this address <select id="does"><option value="arrives">arrives</option><option value="away">arrives; an absence answers</option><option value="bounces">bounces: no such mailbox</option></select></label>
    <ul id="messages"></ul>
  </section>
  <main class="message" id="message" tabindex="-1" aria-label="Message">
    <div class="empty" id="empty">
      <h2 id="empty-title">No mail yet</h2>
      <p class="quiet" id="empty-words">When the practice desk sends a link or a notice, it arrives here within two seconds.</p>
    </div>
    <article id="letter" hidden>
      <div class="letter-head">
        <h2 id="subject"></h2>
        <dl class="facts">
          <div><dt>From</dt><dd id="from"></dd></div>
          <div><dt>To</dt><dd id="to"></dd></div>
          <div><dt>Sent</dt><dd><time id="sent"></time> <span class="chip warn" id="twice" hidden></span></dd></div>
        </dl>
        <div class="scan" id="scan" hidden>
          <button type="button" class="filled" id="scan-button">
            <svg aria-hidden="true" viewBox="0 0 24 24" width="17" height="17"><path d="M7 4h10a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1Zm4 13h2"/></svg>
            Scan the QR code with a phone
          </button>
          <p class="quiet" id="scan-words">The code is read from the picture. A real phone can’t reach a practice desk, so the phone is a phone-sized window here.</p>
        </div>
        <div class="tabs" role="tablist" aria-label="How to show the message">
          <button type="button" role="tab" id="tab-html" aria-controls="panel-html" aria-selected="true">Message</button>
          <button type="button" role="tab" id="tab-text" aria-controls="panel-text" aria-selected="false" tabindex="-1">Plain text</button>
          <button type="button" role="tab" id="tab-source" aria-controls="panel-source" aria-selected="false" tabindex="-1">Source</button>
        </div>
      </div>
      <div class="panel" role="tabpanel" id="panel-html" aria-labelledby="tab-html"><iframe id="frame" title="The message as a mail program shows it" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe></div>
      <div class="panel" role="tabpanel" id="panel-text" aria-labelledby="tab-text" tabindex="0" hidden><pre id="text"></pre></div>
      <div class="panel" role="tabpanel" id="panel-source" aria-labelledby="tab-source" tabindex="0" hidden><pre class="source" id="source"></pre></div>
      <form class="answer" id="answer">
        <label for="answer-text">Answer this message</label>
        <textarea id="answer-text" rows="3" maxlength="20000"></textarea>
        <div><button type="submit" class="filled" id="answer-button" disabled>Send to the desk</button> <p class="quiet" id="answer-words" role="status"></p></div>
      </form>
    </article>
  </main>
</div>
</body>
</html>
`;

/** Shown without a session: the address was used already, or the time is over. */
export const closedPage = `<!DOCTYPE html>
<html lang="en-CA">
<head>
${head}
<title>Customers’ inbox – practice desk</title>
</head>
<body>
<main class="empty">
  <h1>This way in is closed</h1>
  <p class="quiet">The inbox opens from the practice desk, once per address. Please open it there again.</p>
</main>
</body>
</html>
`;
