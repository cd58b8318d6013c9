"""Makes the PDFs of this folder and beside each the paragraphs that it shows, one a line.

`pip install typst`, Debian's fonts-noto-core and fonts-noto-cjk; then `python3 make.py`. The sentences are put
together from parts, so that each paragraph differs; they are ours and say nothing in particular.
"""

from itertools import product
from pathlib import Path

import typst

HERE = Path(__file__).parent

SUBJECTS = {
    "ar": ["المعلّمون", "إنّ الأطفال الصغار", "اللاعبون القدامى", "سكّانُ القريةِ", "الآلات الحديثة", "أعضاء اللجنة (12 عضواً)",
           "مُدرّسات العلوم", "الأوّلون من الزوّار", "باحثو مركز Atlas", "لا أحدَ من الحاضرين"],
    "en": ["The teachers", "Some of the children", "Members of the office (12 people)", "Visitors from Oslo", "Our fifth workflow"],
    "fr": ["Les élèves", "L’équipe du matin", "Où qu’ils soient, les invités", "Les œuvres d’été", "Ça et là, des naïfs"],
    "es": ["Los niños", "El equipo de Ávila", "La señora Ibáñez", "¿Quién dijo que los pingüinos", "Algunos jóvenes"],
    "ru": ["Учителя", "Жители деревни", "Объект № 7", "Ещё несколько гостей", "Первые съёмки"],
    "zh": ["老师们", "村里的孩子", "第12小组", "来自北京的客人", "图书馆的读者"],
}
DEEDS = {
    "ar": ["يقرأون 25 كتاباً في السنة", "زاروا المكتبة يوم 14/3/2019", "اختلفوا، ثمّ اتّفقوا على الحلّ",
           "يستعملون برنامج OpenMap كلّ يوم", "ســاروا إلى الميناء [القديم] ببطء"],
    "en": ["read 25 books a year", "often find the office officially closed", "saw a “first draft” on 14 March 2019",
           "walk to the (old) harbour — slowly"],
    "fr": ["lisent 25 livres par an", "ont visité la bibliothèque le 14 mars 2019", "marchent jusqu’au « vieux » port"],
    "es": ["leen 25 libros al año", "visitaron la biblioteca el 14 de marzo de 2019", "caminan hasta el puerto (el viejo)"],
    "ru": ["читают 25 книг в год", "посетили библиотеку 14 марта 2019 года", "идут к «старому» порту — не спеша"],
    "zh": ["每年读25本书", "于2019年3月14日参观了博物馆", "慢慢走向（旧）港口"],
}
ENDS = {
    "ar": ["؛ والطريق إلى الأعلى طويلة، لكنّها جميلة في الشتاء والصيف معاً.", " بنسبة 40% من الوقت؟ هذا سؤالٌ لا جواب له الآن.",
           " (وهذا ما قاله التقرير A/65/12 أيضاً)."],
    "en": [", and the road is long but fine in winter and in summer alike.", "; is that 40% of the time? Nobody has an answer yet."],
    "fr": [", et la route est longue mais belle, en hiver comme en été.", " ; est-ce 40 % du temps ? Personne ne le sait."],
    "es": [", y el camino es largo pero hermoso, tanto en invierno como en verano.", "; ¿es el 40 % del tiempo? Nadie lo sabe aún."],
    "ru": [", и дорога длинная, но красивая и зимой, и летом.", "; это 40 % времени? Пока никто не знает ответа."],
    "zh": ["，路虽然很长，但是冬天和夏天都很美丽。", "；这占时间的40%吗？现在还没有人知道答案。"],
}
FONTS = {"ar": "Noto Naskh Arabic", "zh": "Noto Sans CJK SC"}


def escaped(text: str) -> str:
    return "".join("\\" + c if c in "#[]*_$`<>@/=-+~\\\"'" else c for c in text)


for lang, subjects in SUBJECTS.items():
    paragraphs = [s + ("" if lang == "zh" else " ") + d + e for s, d, e in product(subjects, DEEDS[lang], ENDS[lang])]
    font = FONTS.get(lang, "Noto Sans")
    source = (
        f'#set page(width: 400pt, height: 300pt, margin: 30pt)\n#set text(lang: "{lang}", font: ("{font}", "Noto Sans"),'
        f" size: 12pt, hyphenate: false)\n#set par(spacing: 18pt)\n#set smartquote(enabled: false)\n"
        + "\n\n".join(f"#block(breakable: false)[{escaped(p)}]" for p in paragraphs)
    )
    pdf = HERE / f"{lang}.pdf"
    pdf.write_bytes(typst.compile(source.encode(), timestamp=1480464000))
    (HERE / f"{lang}.txt").write_text("\n".join(paragraphs) + "\n")
    assert pdf.stat().st_size < 300_000, f"{pdf.name} has {pdf.stat().st_size} bytes"
    print(lang, len(paragraphs), pdf.stat().st_size)
