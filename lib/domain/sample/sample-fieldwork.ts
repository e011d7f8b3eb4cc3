import type { SampleTurn } from "./sample-turn";

/** The second half of the sample: changes of plan, transport and what is left to ask. */
export const SAMPLE_FIELDWORK: readonly SampleTurn[] = [
  {
    user: "Then EPSG:27700 it is. About the drone: Liv has four batteries of 22 minutes each and must not fly above 10 m/s of wind.",
    reply:
      "Four batteries are 88 minutes in the air, of which 70 are useful if she lands with a fifth left. One line at 60 m height takes about 15 minutes, so two batteries a day are enough and two are spare.\n\nLook at the forecast for gusts, not for the mean: on open marsh 7 m/s can gust to 11. Let Liv decide alone; nobody talks her into a flight.",
  },
  {
    user: "Bad news from Carrow Hire: insurance for all four drivers is £45 on top, so the van is £355 now.",
    reply:
      "The van goes from £310 to £355, and the whole trip from £2,248 to £2,293. You have £107 left of £2,400.\n\nIf two drivers are enough, ask for the price with two. You and Liv could share the driving, since Ines and Ravi will have their hands full in the evenings.",
  },
  {
    user: "No, all four drive, we pay the £355. What do we do in an emergency out there? The phone signal is poor.",
    reply:
      "Settle four things before the first day:\n\n1. The nearest hospital with an emergency department: Carrow General, 24 km by the coast road.\n2. Somebody ashore who expects you. If you have not called by 19:00, they call the coastguard.\n3. A radio with each pair, and a whistle on each life jacket.\n4. One rule: when the first of you says back, all four go back.\n\nWho could be the person ashore?",
  },
  {
    user: "Tomas Brandt from the department does it, he is at his desk until 20:00 anyway. His number is 01632 960882.",
    reply:
      "Then Tomas Brandt waits for your call until 19:00 each day, on 01632 960882, and calls the coastguard if it does not come. Give him the tide windows and a map with lines A, B and C.\n\nLiv calls Moira at 18:30, you call Tomas before 19:00. Put both into your phones as alarms.",
  },
  {
    user: "How do we keep the cores cold? We have three cool boxes, each takes four cores upright, and the ice packs last about 30 hours.",
    reply:
      "Three boxes with four cores each are exactly your twelve, one box a line. Line A has to stay cold longest: from 12 May in the afternoon to 15 May in the evening, about 74 hours.\n\n- Swap its packs twice, on 13 and 14 May after dinner, from the chest freezer at Quay House.\n- Put a logger into each box, set to warn at 3.5 °C, so that there is time before 4 °C.\n- Never open a box only to look.",
  },
  {
    user: "We have loggers for two boxes only. I'll borrow a third from the soil group. Open question: does the cold store take us on a Friday evening?",
    reply:
      "I keep that as open: whether the cold store accepts cores on the evening of Friday 15 May, and until when.\n\nAsk for the name of whoever holds the key as well. If it closes early, either you leave Stranwick in the morning, or the boxes need one more change of packs and a night in your own cold room.",
  },
  {
    user: "Where exactly do the lines run? The creek mouth is at the east, the old sea wall at the west, 160 m between them.",
    reply:
      "From the creek to the wall, with four cores 40 m apart, the first one 20 m from the creek: at 20, 60, 100 and 140 m. The lines lie 50 m from each other, so that one drone flight covers all three.\n\nNumber the cores from the creek: core 1 is always the lowest and the youngest. Take core 1 first each day, while the tide is still far out.",
  },
  {
    user: "The cold store answered: it closes at 17:30 on Fridays, and Agnes Bell has the key. The drive home takes four hours with the van.",
    reply:
      "That settles the open question. To be there at 17:00 with half an hour to spare you leave Stranwick at 13:00 at the latest; with a stop, 12:30.\n\nSo 15 May has no time for coring: load at 11:00, check the three loggers, leave at 12:30, hand over to Agnes Bell by 17:00.",
  },
  {
    user: "We leave at 12:30 then. Which levels do we date? The lab, Calder Dating, needs 8 weeks and takes samples on Mondays.",
    reply:
      "Three dates go furthest in one core: take core B-03, the middle of the middle line, and date it near 300, 600 and 900 mm. The lowest one says whether you reach 300 years at all; the other two show whether the growth was steady.\n\nOpen the core in the week after the trip and send the samples so that they arrive on Monday 25 May. Eight weeks later is 20 July.",
  },
  {
    user: "Agreed, B-03 at 300, 600 and 900 mm. Ines would like pollen counts at the same levels, her colleague does them for £20 each.",
    reply:
      "Three counts at £20 are £60: the trip then costs £2,353, and £47 are left of £2,400. It is worth it, because a known change in the pollen is a second clock beside the radiocarbon.\n\nTake pollen and dating samples from the same slice, 10 mm thick, and write down which half went where.",
  },
  {
    user: "Yes to the pollen. Another change: Ravi teaches on the 11th, he comes by train on 12 May and arrives in Stranwick at 10:52.",
    reply:
      "The station is ten minutes from Quay House, and the window on 12 May opens at 11:50, so it works if the train is on time. If it is an hour late, you lose the corer's best hand for core 1.\n\nHave you and Ines take core A-01 in that case; she has used the Russian corer before. Liv waits at the sea wall meanwhile, on firm ground, since the fourth of you is not there to pair with her.",
  },
  {
    user: "Good plan. Make me a packing list for the marsh, only what is easily forgotten.",
    reply:
      "- Spare chamber pin for the corer, and the 13 mm spanner for it\n- Cling film, gutter halves, 48 printed labels, two pencils (pens fail when wet)\n- Staff bubble for Ines, spare batteries for both radios\n- Memory cards for Liv, and the charger that works from the van\n- Two planks to stand on at the creek\n- Ravi's pens for the allergy: one with him, one with you\n- Permit NE-4471 on paper, in a bag",
  },
  {
    user: "Which of us should keep the field book? And do we write in it or on the tablet?",
    reply:
      "You keep it, since you wrap and label: whoever names a section should write it down. Paper out there and a photo of each page in the evening, together with the files that go to the lab server.\n\nA tablet is fine for Ines, because her levels are numbers that want checking at once. Compare both at dinner: 4 core tops, 8 sections, 8 labels a day.",
  },
  {
    user: "Write me two sentences for Moira about what we do, so that Liv can read them to her on the first evening.",
    reply:
      "“Tomorrow, 12 May, four of us work on line A between the creek and the old sea wall from 11:50 to 15:20, and take four cores under permit NE-4471. We are off the lower marsh 90 minutes after low water, and Tomas Brandt ashore knows our plan.”",
  },
  {
    user: "Perfect. Last check before I send the plan round: how much money is left, and what was the rule about the permit's number of cores?",
    reply:
      "£47 are left: £2,353 of £2,400, with the van at £355 and the pollen counts in.\n\nPermit NE-4471 allows at most 12 cores and you plan exactly twelve, so there is no spare. If one is lost, ask Moira Sills on 01632 960417 before you take another.",
  },
];
