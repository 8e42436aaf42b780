/** One event of a `text/event-stream`. */
export interface StreamEvent {
  name: string;
  data: string;
  id: string;
}

/** Reads server-sent events from pieces of text (WHATWG HTML, section 9.2.6). */
export class EventStreamParser {
  #rest = '';
  #started = false;
  #name = '';
  #data: string[] = [];
  #id = '';

  /** Takes the next piece and returns the events it completes. */
  push(piece: string): StreamEvent[] {
    let text = this.#rest + piece;
    if (!this.#started && text !== '') {
      this.#started = true;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    const events: StreamEvent[] = [];
    let start = 0;
    for (const end of text.matchAll(/\r\n|\n|\r/g)) {
      // A carriage return at the very end may be half of a pair: wait for the next piece.
      if (end[0] === '\r' && end.index === text.length - 1) break;
      const event = this.#line(text.slice(start, end.index));
      if (event !== null) events.push(event);
      start = end.index + end[0].length;
    }
    this.#rest = text.slice(start);
    return events;
  }

  #line(line: string): StreamEvent | null {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#name = value;
    if (field === 'data') this.#data.push(value);
    if (field === 'id' && !value.includes('\0')) this.#id = value;
    return null;
  }

  #dispatch(): StreamEvent | null {
    const event = { name: this.#name || 'message', data: this.#data.join('\n'), id: this.#id };
    const isEmpty = this.#data.length === 0;
    this.#name = '';
    this.#data = [];
    return isEmpty ? null : event;
  }
}
