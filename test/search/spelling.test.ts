import { describe, expect, it } from 'vitest';
import { foldSpelling } from '../../src/search/spelling.ts';
import { readWord } from '../../src/search/tokens.ts';

const BRITISH_AND_AMERICAN = `
  tokenisation tokenization, optimise optimize, optimiser optimizer, generalisable generalizable,
  summarisation summarization, organisational organizational, stabilising stabilizing, quantised quantized,
  colour color, behaviour behavior, behavioural behavioral, favourite favorite, neighbour neighbor,
  neighbourhood neighborhood, colourise colorize, colouring coloring, rigour rigor, tumour tumor,
  analyse analyze, analysed analyzed, catalyse catalyze, catalogue catalog, dialogue dialog, analogue analog,
  defence defense, licence license, offence offense, pretence pretense,
  haemoglobin hemoglobin, paediatric pediatric, anaesthesia anesthesia, anaemia anemia, leukaemia leukemia,
  orthopaedic orthopedic, gynaecology gynecology, ischaemic ischemic,
  oedema edema, oestrogen estrogen, oesophagus esophagus, foetal fetal, sulphur sulfur, greyscale grayscale,
  centre center, centred centered, fibre fiber, litre liter, theatre theater, calibre caliber, metre meter,
  lustre luster, kilometre kilometer, nanometres nanometers, programme program, programmes programs,
  judgement judgment, acknowledgement acknowledgment, artefact artifact, ageing aging, aluminium aluminum,
  manoeuvre maneuver, manoeuvres maneuvers, manoeuvring maneuvering, manoeuvred maneuvered,
  enrol enroll, enrolment enrollment, fulfil fulfill, distil distill, skilful skillful,
  mould mold, tyre tire, plough plow, modelling modeling, labelled labeled, signalling signaling`
  .split(',')
  .map((pair) => pair.trim().split(' '));

describe('spelling', () => {
  it.each(BRITISH_AND_AMERICAN)('has one term for %s and %s', (british, american) => {
    expect(readWord(british ?? '').term).toBe(readWord(american ?? '').term);
  });

  it.each([
    ['hour', 'hor'],
    ['four', 'for'],
    ['tour', 'tor'],
    ['course', 'corse'],
    ['source', 'sorce'],
    ['prize', 'price'],
    ['metric', 'metre'],
    ['theatrical', 'theatre'],
    ['fence', 'fens'],
    ['science', 'sciens'],
    ['rogue', 'rog'],
    ['league', 'leag'],
    ['coefficient', 'cefficient'],
    ['literate', 'literal'],
    ['policy', 'police'],
  ])('keeps %s apart from %s', (one, other) => {
    expect(foldSpelling(one)).not.toBe(foldSpelling(other));
  });

  it('leaves a word with neither spelling as it is', () => {
    for (const word of [
      'transformer',
      'four',
      'analysis',
      'does',
      'poem',
      'reward',
      'sequence',
      '',
    ]) {
      expect(foldSpelling(word)).toBe(word);
    }
  });

  it('folds what is folded no further', () => {
    for (const word of BRITISH_AND_AMERICAN.flat()) {
      expect(foldSpelling(foldSpelling(word))).toBe(foldSpelling(word));
    }
  });
});
