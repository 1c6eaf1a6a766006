import { expect, test } from 'vitest';
import { faultOf } from '../../src/local/jobs/transcribe-job.js';
import { MediaUnreadable, OutputExists } from '../../src/local/media/media-unreadable.js';

test('an output that exists is not a fault of the media', () => {
  const message = 'The output already exists: /talks/clean.wav';
  expect(faultOf(new OutputExists(message))).toEqual({ code: 'InvalidOutput.Exists', message });
  expect(faultOf(new MediaUnreadable('no audio')).code).toBe('InvalidMedia.Unreadable');
});
