// Starts the packaged program on an empty folder, the way an administrator does, and looks into its database.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const here = dirname(fileURLToPath(import.meta.url));
const zhiyin = process.env.ZHIYIN ?? resolve(here, '..', 'zhiyin');

export function freePort() {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** A running program: its address, the password it printed, its database, and how to end it. */
export class Program {
  static async start({ options = [], env = {} } = {}) {
    const program = new Program();
    program.port = await freePort();
    program.folder = mkdtempSync(join(tmpdir(), 'zhiyin-e2e-'));
    program.data = join(program.folder, 'data');
    program.address = `http://127.0.0.1:${program.port}`;
    await program.launch(options, env);
    return program;
  }

  async launch(options = [], env = {}) {
    this.output = '';
    const environment = { ...process.env, ...env };
    if (!('ZHIYIN_ADMIN_PASSWORD' in env)) delete environment.ZHIYIN_ADMIN_PASSWORD;
    this.process = spawn(zhiyin, ['run', '--port', String(this.port), '--data', this.data, ...options], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on('data', (text) => (this.output += text));
    }
    this.ended = new Promise((done) => this.process.once('exit', done));
    await this.ready();
  }

  async ready() {
    const limit = Date.now() + 600_000;
    while (Date.now() < limit) {
      if (this.process.exitCode !== null) throw new Error(`the program ended:\n${this.output}`);
      try {
        const answer = await fetch(`${this.address}/actuator/health`);
        if (answer.ok) return;
      } catch {
        // not listening yet
      }
      await new Promise((done) => setTimeout(done, 200));
    }
    throw new Error(`the program did not start:\n${this.output}`);
  }

  /** The administrator's first password, as printed. */
  get password() {
    const found = this.output.match(/(?:初始密码|[Pp]assword)\s+(\S+)/);
    if (!found) throw new Error(`no password printed:\n${this.output}`);
    return found[1];
  }

  /** Rows of the program's own database. */
  async rows(sql, values = []) {
    const lines = readFileSync(join(this.data, 'database', 'pg18', 'postmaster.pid'), 'utf8').split('\n');
    const password = readFileSync(join(this.data, 'database', 'password'), 'utf8').trim();
    const client = new pg.Client({ host: '127.0.0.1', port: Number(lines[3]), user: 'postgres', password, database: 'zhiyin' });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  async stop(signal = 'SIGTERM') {
    if (this.process.exitCode === null) {
      process.kill(this.process.pid, signal);
      await this.ended;
    }
  }

  async remove() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
