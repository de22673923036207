"""The pictures of docs/model.md: which things of the curated graph each shows, and where they stand."""

from __future__ import annotations

from documentation.drawing import Box, Picture

_MOVE = ("movedBy", "explicit")
_PLACED = ("membershipKind", "accordingTo", "explicit")
_CHAPTER = "siegelbaum-building-stalinism"

PICTURES = (
    Picture(
        "stance",
        "Lewis Siegelbaum reports that J. Arch Getty first denied, and later doubted, that the terror followed a master"
        " plan. Each time a stance joins holder, reporter, attitude, claim and the passage that shows it. The claim"
        " answers a debate; the passages lie in a digitised text of Siegelbaum's chapter.",
        940,
        600,
        (
            Box("agent/getty", 125, 205, 200),
            Box("agent/siegelbaum", 125, 345, 200),
            Box("stance/terror-followed-a-master-plan--getty-later", 460, 75, 260, ("holder", "attitude", "reporter")),
            Box("stance/terror-followed-a-master-plan--getty-earlier", 460, 275, 230, ("attitude",)),
            Box("claim/terror-followed-a-master-plan", 805, 275, 220),
            Box("debate/origins-of-the-terror", 805, 90, 230),
            Box(f"passage/{_CHAPTER}--52736-52950", 460, 410, 230, ("section", "paragraph")),
            Box(f"text/{_CHAPTER}", 460, 545, 300),
        ),
    ),
    Picture(
        "moves",
        "Four kinds of steps of argument about the harvest of 1932. Inferences lead from evidence, or from a claim, to"
        " a claim. A rebuttal attacks a claim, an undermining attacks evidence, a qualification narrows a claim.",
        940,
        600,
        (
            Box("evidence/official-harvest-figures", 130, 80, 220),
            Box("move/official-data-give-the-high-harvest", 130, 215, 220, (*_MOVE, "scheme")),
            Box("claim/harvest-of-1932-official", 130, 355, 220),
            Box("move/low-harvest-discredits-the-official-data", 455, 80, 200, _MOVE),
            Box("move/low-harvest-against-the-official", 455, 355, 200, _MOVE),
            Box("claim/harvest-of-1932-recomputed", 805, 215, 230),
            Box("move/low-harvest-means-shortage", 805, 375, 230, (*_MOVE, "scheme")),
            Box("claim/famine-came-of-absolute-shortage", 805, 530, 230),
            Box("move/decision-despite-shortage", 455, 530, 200, _MOVE),
            Box("claim/rural-hunger-was-a-political-decision", 130, 530, 220),
        ),
        without=("incompatibleWith", "conflictsWith", "supports", "rebuts", "undermines", "qualifies", "bearsOn"),
    ),
    Picture(
        "steps",
        "An undercut attacks neither the premise nor the conclusion of Stalin's inference but the step from one to the"
        " other. A weighing prefers one claim to another.",
        940,
        440,
        (
            Box("claim/class-struggle-intensifies", 130, 80, 220),
            Box("move/struggle-blames-the-kulaks", 455, 80, 200, _MOVE),
            Box("claim/kulaks-foment-the-opposition", 805, 80, 230),
            Box("move/ad-hoc-theory", 455, 240, 200, _MOVE),
            Box("claim/class-struggle-theory-was-ad-hoc", 130, 240, 220),
            Box("claim/towns-were-ruralised", 130, 380, 220),
            Box("move/ruralisation-is-the-better-word", 455, 380, 200, _MOVE),
            Box("claim/towns-were-urbanised", 805, 380, 230),
        ),
        without=("supports", "undercuts", "preferredTo", "incompatibleWith", "specializes"),
    ),
    Picture(
        "schools",
        "Moshe Lewin is placed four times: Fitzpatrick and Siegelbaum say that he is explicitly not of the social"
        " historians, McCauley treats him as a fellow traveller of theirs, and Siegelbaum sets him outside the"
        " traditional view, too. Two schools bear the name revisionists, each as somebody uses it.",
        1020,
        550,
        (
            Box("agent/lewin", 85, 215, 140),
            Box("membership/lewin--social-historians--fitzpatrick", 375, 90, 235, _PLACED),
            Box("membership/lewin--social-historians--mccauley", 375, 215, 235, _PLACED),
            Box("membership/lewin--social-historians--siegelbaum", 375, 340, 235, _PLACED),
            Box("membership/lewin--traditional-view-of-the-purges--siegelbaum", 375, 480, 235, _PLACED),
            Box("school/social-historians", 690, 215, 190),
            Box("school/traditional-view-of-the-purges", 690, 480, 190),
            Box("school/revisionists-on-discontinuity", 690, 70, 190),
            Box("school-name/social-historians--revisionists", 945, 215, 130, ("usedBy",)),
            Box("school-name/revisionists-on-discontinuity--revisionists", 945, 70, 130, ("usedBy",)),
        ),
    ),
    Picture(
        "figures",
        "Two estimates of one measure, the grain harvest of 1932: 69.9 million tonnes, which the Soviet leadership"
        " asserts, and at most 50 million, which analysts assert. The numbers that they allow do not meet, so that the"
        " rules derive that the two conflict.",
        940,
        540,
        (
            Box("measure/grain-harvest-of-1932", 470, 70, 290, ("unit", "counts", "coversPlace")),
            Box("claim/harvest-of-1932-official", 150, 215, 250, ("pointValue", "boundsKind")),
            Box("claim/harvest-of-1932-recomputed", 790, 215, 250, ("upperBound", "boundsKind")),
            Box(
                "stance/harvest-of-1932-official--soviet-leadership--siegelbaum", 150, 350, 250, ("holder", "attitude")
            ),
            Box(
                "stance/harvest-of-1932-recomputed--analysts-of-the-1932-harvest--siegelbaum",
                790,
                350,
                250,
                ("holder", "attitude"),
            ),
            Box("move/official-data-give-the-high-harvest", 470, 345, 200, ("movedBy",)),
            Box("evidence/official-harvest-figures", 470, 480, 240),
        ),
        without=("incompatibleWith", "supports", "rebuts", "undermines"),
    ),
    Picture(
        "texts",
        "A passage points into a digitised text by the positions of its first and last characters. The text is one copy"
        " of a work, here a chapter, which is part of a volume, of which there are editions.",
        940,
        490,
        (
            Box(f"selector/{_CHAPTER}--52736-52950", 130, 80, 210, ("start", "end")),
            Box(f"passage/{_CHAPTER}--52736-52950", 530, 80, 250, ("section", "paragraph", "fingerprint")),
            Box(f"text/{_CHAPTER}", 530, 220, 250, ("extent",)),
            Box(f"work/{_CHAPTER}", 130, 220, 210, ("creator",)),
            Box("work/freeze-russia-a-history", 130, 390, 210, ("editor",)),
            Box("work/freeze-russia-a-history-1997", 530, 345, 220, ("issued",)),
            Box("work/freeze-russia-a-history-2002", 530, 435, 220, ("issued",)),
            Box("stance/terror-followed-a-master-plan--getty-earlier", 835, 80, 180, ("holder", "attitude")),
        ),
    ),
)
