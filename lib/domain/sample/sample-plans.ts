import type { SampleTurn } from "./sample-turn";

/** The first half of the sample: who goes, when, for how much. */
export const SAMPLE_PLANS: readonly SampleTurn[] = [
  {
    user: "I want to plan a field trip here, bit by bit. We go to Ardle Marsh from 11 to 15 May, four of us: me, Ines Okafor, Ravi Menon and Liv Haugen. We take sediment cores to find out how fast the marsh has grown over the last 300 years.",
    reply:
      "Good. I have this so far:\n\n- **Where and when:** Ardle Marsh, 11 to 15 May.\n- **Who:** you, Ines Okafor, Ravi Menon and Liv Haugen.\n- **Why:** sediment cores that reach back 300 years.\n\nThree things decide the rest: the budget, the permit, and the hours in which the tide lets you onto the mud. Which of them do you know already?",
  },
  {
    user: "First the constraints, they hold for everything we plan: the whole trip must stay under £2,400. Ravi is allergic to nuts. Nobody works alone on the mud. Cores must stay upright and below 4 °C until they are in the cold store.",
    reply:
      "Noted, and I will check every plan against these four:\n\n1. Under £2,400 for everything.\n2. No nuts, because of Ravi.\n3. Never one person alone on the mud.\n4. Cores upright and below 4 °C until the cold store.\n\nThe third one means that you work in two pairs, so one corer may not be enough.",
    pinned: true,
  },
  {
    user: "How many cores do we need? Last year's survey by Ines found about 2.1 mm of growth a year.",
    reply:
      "At 2.1 mm a year, 300 years are 630 mm. Sediment gets denser with depth, so add half again and take cores of 1,000 mm.\n\nTwelve cores are a sound number: three lines from the creek to the upper marsh with four cores each. With fewer than three lines you cannot tell a trend from one odd spot.",
  },
  {
    user: "Agreed: twelve cores, three lines of four. Which corer, the gouge or the Russian one? We have both in the store.",
    reply:
      "Take the Russian corer for the cores you keep: it closes sideways and does not press the layers together, which is what dating needs. Its chamber is 500 mm long, so every core is two drives with an overlap of 50 mm, 950 mm in all.\n\nTake the gouge along as well. It is quick, and the second pair can use it to look where the next core should go.",
  },
  {
    user: "Decided: the Russian corer for all twelve, the gouge only for scouting. The permit arrived today, by the way. It is number NE-4471, valid from 1 May to 30 June, for at most 12 cores. The warden is Moira Sills, 01632 960417, and she wants a call the evening before each day on the marsh.",
    reply:
      "That fits exactly: twelve cores planned, twelve allowed, so there is no spare. If a core is lost you cannot simply take a thirteenth; ask Moira Sills first.\n\nI keep permit NE-4471, valid 1 May to 30 June, and the evening call to 01632 960417. Who makes that call?",
  },
  {
    user: "Liv calls the warden, every evening at 18:30. Now the tides: at Ardle the low water is at 13:50 on 12 May, and it comes about 50 minutes later each day.",
    reply:
      "Then low water is at:\n\n| day | low water |\n|---|---|\n| 12 May | 13:50 |\n| 13 May | 14:40 |\n| 14 May | 15:30 |\n\nIf the lower marsh is dry for two hours on either side, you can work from 11:50 to 15:50 on 12 May, and from 13:30 to 17:30 on 14 May.",
  },
  {
    user: "Moira says to be off the lower marsh 90 minutes after low water at the latest, the creek fills from behind.",
    reply:
      "Then the window is shorter at its end: from two hours before low water to 90 minutes after it.\n\n- 12 May: 11:50 to 15:20\n- 13 May: 12:40 to 16:10\n- 14 May: 13:30 to 17:00\n\nThat is three and a half hours a day. A core with two drives, wrapping and labelling takes about 35 minutes, so two pairs could take twelve in one window. With one Russian corer plan four a day, and use the rest for levelling.",
  },
  {
    user: "So one line a day: line A on the 12th, B on the 13th, C on the 14th. Where do we sleep? Quay House in Stranwick has two twin rooms at £28 a person and night.",
    reply:
      "Four nights, four people, £28: that is £448. Quay House is a good choice if it has a place where three cool boxes can stand upright overnight; a shed with a lock is enough.\n\nAsk them three things: the shed, a freezer for the ice packs, and a breakfast without nuts for Ravi.",
  },
  {
    user: "They have a shed and a chest freezer, and Mrs Dunmore does breakfast without nuts. I booked it, reference QH-2093. The van from Carrow Hire is £62 a day.",
    reply:
      "Booked then: Quay House, reference QH-2093, 11 to 15 May.\n\nThe van is five days at £62, so £310. Check two things before you sign: that all four of you are insured to drive it, and that its floor has rings to strap the cool boxes to.",
  },
  {
    user: "Something else for a moment: our group needs a name for the football tournament in June. Any ideas?",
    reply:
      "Six that fit people who stand in mud for a living: Low Water Rovers, Silt City, The Overburden, Real Sediment, Mud Lark Athletic, and The Unconformities. The last one is hard to chant.",
    muted: true,
  },
  {
    user: "Back to the trip. Who does what? Ravi knows the corer best, Ines has the levelling, Liv flies the drone.",
    reply:
      "Two pairs, so that nobody is alone on the mud:\n\n- **Coring:** Ravi with you. Ravi drives the corer, you wrap and label.\n- **Levelling and air photos:** Ines with Liv. Ines levels each core top, Liv flies before low water and helps with the staff afterwards.\n\nThe pairs stay within shouting distance, and each carries a radio.",
  },
  {
    user: "Good. Now the money: fuel about £140, food £14 a person and day, tubes, film and labels £185, and three radiocarbon dates at £295 each.",
    reply:
      "| item | £ |\n|---|---:|\n| Van, 5 days | 310 |\n| Fuel | 140 |\n| Quay House | 448 |\n| Food, 4 people, 5 days | 280 |\n| Consumables | 185 |\n| Radiocarbon, 3 dates | 885 |\n| **Together** | **2,248** |\n\nThat leaves £152 of your £2,400. It is little for a trip with a van, so keep it for something breaking.",
  },
  {
    user: "How do we label the sections so that nobody mixes them up? Last year we had two called A3.",
    reply:
      "Put everything that makes a section unique into its name: site, line, core, drive and top depth in millimetres. `AM-B-03-2-0450` is Ardle Marsh, line B, core 3, second drive, starting at 450 mm.\n\nWrite it on the tube, on the film and in the book, with an arrow to the top. Print the labels before you go: twelve cores with two drives are 24, in duplicate 48.",
  },
  {
    user: "We use that scheme. Data from the logger and the drone should go to the lab server every evening. Ravi set up the share, it is called ardle.",
    reply:
      "One command that can be repeated safely, because it only copies what is new:\n\n```\nrsync -av --partial field/ ines@cores.lab.example:/srv/ardle/\n```\n\nRun it after dinner when Quay House is quiet. If the line is slow, add `--bwlimit=500` and let it run overnight. Keep the memory cards until you are home: a copy is not a backup before somebody has opened it.",
  },
  {
    user: "Which grid do we use for the positions? Ines would rather have British National Grid, Liv's drone writes latitude and longitude.",
    reply:
      "Keep what each instrument writes, and agree on one grid for everything you compare. I would follow Ines: British National Grid, EPSG:27700, heights above Ordnance Datum.\n\nLiv's photos are then transformed once, at home, and the untouched files stay beside them. Two ground marks that both see, levelled by Ines, show whether the two agree to 20 mm.",
  },
];
