import { connect, type Socket } from 'node:net';

/** One keep-alive connection that posts ready-made requests: as little work as possible beside the system measured. */
export class RawConnection {
  readonly #socket: Socket;
  #answered: ((status: number) => void) | undefined;
  #received = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk.toString('latin1')));
  }

  static open(port: number): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new RawConnection(socket)));
      socket.once('error', reject);
    });
  }

  #take(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#received)?.[1] ?? 0);
    if (this.#received.length < end + 4 + length) return;
    const status = Number(this.#received.slice(9, 12));
    this.#received = '';
    this.#answered?.(status);
  }

  post(path: string, headers: string, body: Buffer): Promise<number> {
    const head = `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${headers}content-length: ${body.length}\r\n\r\n`;
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#socket.write(Buffer.concat([Buffer.from(head), body]));
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}
