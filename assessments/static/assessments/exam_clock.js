// The server's clock, shown: each answer of the server corrects it, and a change of this device's clock changes nothing.
const MARKS = [600, 300, 60];

export class ExamClock {
  // on.minutes(n): 10, 5 and 1 minutes are left; on.over(): the deadline; on.more(): the deadline moved to later
  constructor(config, element, on) {
    this.element = element;
    this.on = on;
    this.deadline = Date.parse(config.deadline);
    this.offset = Date.parse(config.now) - performance.now();
    this.said = new Set();
    const left = this.left();
    for (const mark of MARKS) if (left < mark) this.said.add(mark);
    this.isOver = false;
    this.tick();
    this.timer = setInterval(() => this.tick(), 500);
    document.addEventListener("visibilitychange", () => this.tick());
  }

  left() { return (this.deadline - this.offset - performance.now()) / 1000; }

  // A short round trip tells the time better than a long one; the middle of it is when the server spoke.
  correct(now, deadline, sentAt) {
    const here = performance.now();
    if (sentAt === undefined || here - sentAt < 2000) {
      this.offset = Date.parse(now) - (sentAt === undefined ? here : (sentAt + here) / 2);
    }
    const moved = Date.parse(deadline);
    if (moved > this.deadline) {
      this.deadline = moved;
      for (const mark of MARKS) if (this.left() > mark) this.said.delete(mark);
      this.on.more();
    }
    this.tick();
  }

  tick() {
    const left = this.left();
    const whole = Math.max(0, Math.ceil(left));
    const hours = Math.floor(whole / 3600);
    const minutes = String(Math.floor((whole % 3600) / 60)).padStart(2, "0");
    const text = `${hours ? `${hours}:` : ""}${minutes}:${String(whole % 60).padStart(2, "0")}`;
    if (this.element.textContent !== text) this.element.textContent = text;
    this.element.parentElement.dataset.tone = left <= 60 ? "bad" : left <= 300 ? "warn" : "";
    for (const mark of MARKS) {
      if (left <= mark && left > 0 && !this.said.has(mark)) {
        this.said.add(mark);
        this.on.minutes(mark / 60);
      }
    }
    if (left <= 0 && !this.isOver) {
      this.isOver = true;
      this.on.over();
    }
    if (left > 0) this.isOver = false;
  }

  stop() { clearInterval(this.timer); }
}
