// Whether the service of a state folder runs: its file is read, and whoever listens where the file
// says has to prove that it knows the key in it. Every command on the local service does this, so
// it loads little: no HTTP client, no asynchronous file system.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { constantTimeEqual } from '../process/constant-time-equal.js';
import { proofOf, proofPath } from '../process/proof.js';
import { readServiceFile, type ServiceFile } from '../process/service-file.js';

/** A service under load answers late; one that is gone refuses the connection at once. */
const patienceMs = 3_000;
/** Many times the length of an answer. */
const limitBytes = 4_096;

/** All that comes before the connection is closed; empty when nothing does in time. */
const exchange = (port: number, request: string): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    const socket = connect({ host: '127.0.0.1', port });
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(text);
    };
    const timer = setTimeout(finish, patienceMs);
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
      if (text.length > limitBytes) finish();
    });
    socket.on('end', finish).on('error', finish);
    socket.write(request);
  });

const answerOf = (text: string): { pid: number; proof: string } | null => {
  try {
    const value = JSON.parse(text.slice(text.indexOf('\r\n\r\n'))) as Record<
      string,
      unknown
    > | null;
    const { pid, proof } = value ?? {};
    return typeof pid === 'number' && typeof proof === 'string' ? { pid, proof } : null;
  } catch {
    return null;
  }
};

/** The process id of the program that listens on `port`, if it knows the service's key; else null. */
export const provenPid = async (file: ServiceFile, port: number): Promise<number | null> => {
  const nonce = randomBytes(16).toString('hex');
  const head = `GET ${proofPath}?nonce=${nonce} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`;
  const answer = answerOf(await exchange(port, `${head}Connection: close\r\n\r\n`));
  if (answer === null) return null;
  const expected = proofOf(file.accessKeySecret, { nonce, pid: answer.pid, port });
  return constantTimeEqual(answer.proof, expected) ? answer.pid : null;
};

/** The running service of a state folder, or null. A service that listens already may not have written its file yet. */
export const findService = async (serviceFile: string): Promise<ServiceFile | null> => {
  const file = readServiceFile(serviceFile);
  return file !== null && (await provenPid(file, file.port)) === file.pid ? file : null;
};
