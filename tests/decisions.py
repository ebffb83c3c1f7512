#!/usr/bin/env python3
"""What the two tools that sort people answer for every label of the 2025 slides and for every role.

In: tests/decisions.txt. Its first part names a person, the answers given to content/outils/suis-je-concerne.md and the conclusion
awaited; its second, a row of content/outils/quel-role.md and the role awaited. Out: exit code 1 when a label of the slides or a role
has no line, when a conclusion or a role is not the one awaited, and when a question, an answer, a conclusion or a row has no line.

    tests/decisions.py [FOLDER]   the folder that holds content/, else this repository
"""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
# The 32 labels of the slide « Métiers exercés par les professionnels à rôles ».
LABELS = """
Accompagnant éducatif et social
Aide à domicile
Aide à domicile qualifié(e)
Aide médico-psychologique (AMP)
Aide-soignant
Animateur
Assistant médical
Assistant familial
Autre professionnel intervenant dans la direction des finances
Autre professionnel intervenant dans la direction des systèmes d'information
Autre professionnel intervenant dans la direction et la qualité
Autre professionnel intervenant dans la logistique
Autre professionnel intervenant dans le social, éducatif, psychologie et culturel
Autre professionnel intervenant dans l'hôtellerie et la restauration
Auxiliaire de puériculture
Auxiliaire de vie sociale
Conseiller en économie sociale et familiale
Directeur d'établissement
Éducateur de jeunes enfants
Éducateur en activité physique adaptée
Éducateur spécialisé
Éducateur technique spécialisé
Étudiants
Gestionnaire admissions / frais de séjour / traitement externe
Gestionnaire alertes et urgences sanitaires
Mandataire judiciaire à la protection des majeurs (MJPM)
Médiateur familial
Moniteur éducateur
Préparateur en pharmacie hospitalière
Responsable de secteur
Secrétaire médicale
Technicien de l'intervention sociale et familiale
""".strip().splitlines()
ROLES = {
    "GENR08": "Rôle : coordination et orientation",
    "GENR09": "Rôle : administratif ou appui à l'organisation de l'accompagnement",
    "GENR10": "Rôle : accompagnement à la vie sociale, professionnelle et éducative",
    "GENR11": "Rôle : accompagnement au soin",
    "GENR12": "Rôle : encadrement et organisation de l'accompagnement",
    "GENR13": "Rôle : médico-administratif",
}
PARTS = ("suis-je-concerne", "quel-role")
ABRIDGED = re.compile(r"\s*\((?:AMP|AVS|MJPM)\)$")
ITEM = re.compile(r"-(?: +|$)")
PAIR = re.compile(r"([A-Za-z_][\w-]*):(?: +(.*))?$")


def scalar(text):
    """A plain or quoted value, or a list between brackets."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [scalar(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"|[^,\[\]]+', text) if part.strip()]
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text


def block(lines, at, depth):
    """The YAML that the two fences use: mappings, sequences, scalars, literal and folded blocks. Gives the value and the next line."""
    value = None
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
            continue
        indent = len(line) - len(line.lstrip())
        if indent < depth:
            break
        if indent > depth:
            raise SystemExit(f"unexpected indent: {line!r}")
        text = line[indent:]
        if ITEM.match(text):
            value = value if value is not None else []
            inner = indent + len(ITEM.match(text)[0])
            rest = text[inner - indent:]
            if PAIR.match(rest):
                # A mapping that starts on the line of its dash: read as if the dash were blank.
                lines[at] = " " * inner + rest
                item, at = block(lines, at, inner)
            else:
                item, at = scalar(rest), at + 1
            value.append(item)
            continue
        pair = PAIR.match(text)
        if not pair:
            raise SystemExit(f"neither a key nor an item: {line!r}")
        value = value if value is not None else {}
        key, rest = pair[1], (pair[2] or "").strip()
        at += 1
        if rest in ("|", ">", "|-", ">-"):
            start = at
            while at < len(lines) and (not lines[at].strip() or len(lines[at]) - len(lines[at].lstrip()) > indent):
                at += 1
            value[key] = "\n".join(part.strip() for part in lines[start:at]).strip()
        elif rest:
            value[key] = scalar(rest)
        else:
            while at < len(lines) and not lines[at].strip():
                at += 1
            deeper = len(lines[at]) - len(lines[at].lstrip()) if at < len(lines) else 0
            if at < len(lines) and (deeper > indent or (deeper == indent and ITEM.match(lines[at][deeper:]))):
                value[key], at = sequence(lines, at, deeper) if deeper == indent else block(lines, at, deeper)
            else:
                value[key] = ""
    return value, at


def sequence(lines, at, depth):
    """A sequence at the very indent of its key: it ends at the next key."""
    end = at
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > depth or ITEM.match(lines[end].lstrip())):
        end += 1
    value, _ = block(lines[at:end], 0, depth)
    return value, end


def fence(path, kind):
    """The value of the first fence of this kind in a page."""
    found = re.search(rf"^```{kind}\n(.*?)^```$", path.read_text(), flags=re.M | re.S)
    if not found:
        raise SystemExit(f"{path}: no {kind} fence")
    return block(found[1].split("\n"), 0, 0)[0]


def lines_of(path):
    """The lines of the table by part: number and cells."""
    parts, part = {name: [] for name in PARTS}, PARTS[0]
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith("## "):
            part = line[3:].strip()
        elif line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) != 3 or part not in parts:
                raise SystemExit(f"{path.name}:{number}: three cells between tabs are awaited, under a known title")
            parts[part].append((number, *cells))
    return parts


def missing(label, names):
    """Whether no line is about this label; a detail may follow it after a comma."""
    return not any(name == label or name.startswith(label + ",") for name in names)


def tree(tool, lines, faults):
    """Walk the answers of each line."""
    steps = {step["id"]: {answer["text"]: answer["go"] for answer in step["answers"]} for step in tool["steps"]}
    outcomes = [outcome["id"] for outcome in tool["outcomes"]]
    unmet = {(step, text) for step, answers in steps.items() for text in answers} | set(outcomes)
    for number, label, path, wanted in lines:
        at = tool["steps"][0]["id"]
        for given in path.split(" ; "):
            step, _, text = (part.strip() for part in given.partition("="))
            if step != at:
                faults.append(f"{number}: {label}: the tool asks « {at} », the line answers « {step} »")
                break
            if text not in steps[at]:
                faults.append(f"{number}: {label}: no answer « {text} » to « {at} »")
                break
            unmet.discard((at, text))
            at = steps[at][text]
            if at in outcomes:
                unmet.discard(at)
        else:
            if at in steps:
                faults.append(f"{number}: {label}: the answers stop at the question « {at} »")
        if at != wanted:
            faults.append(f"{number}: {label}: « {at} », « {wanted} » awaited")
    names = [label for _, label, _, _ in lines]
    faults += [f"no line for « {label} »" for label in [*LABELS, *ROLES.values()] if missing(label, names)]
    for one in sorted(unmet, key=str):
        faults.append(f"no line reaches the conclusion « {one} »" if isinstance(one, str) else f"no line gives the answer « {one[1]} » to « {one[0]} »")


def said(cell):
    """The role of a cell: its code, « non connu », « pas par ce portail » or the words themselves."""
    if not isinstance(cell, dict):
        return "non connu"
    codes = re.findall(r"GENR\d\d", cell.get("text", ""))
    if codes:
        return " ".join(codes)
    return {"unknown": "non connu", "no": "pas par ce portail"}.get(cell.get("state"), cell.get("text", ""))


def rows(tool, lines, faults):
    """Hold each row of the matrix against its line."""
    rank = [column["id"] for column in tool["columns"]]
    found = {}
    for row in tool["rows"]:
        mission = row["cells"][rank.index("mission")]["text"]
        mission = re.sub(r"\[@[^\]]*\]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", mission)).strip()
        found[row["title"], mission] = said(row["cells"][rank.index("role")])
    awaited = {(title, mission): (number, role) for number, title, mission, role in lines}
    for place, role in found.items():
        if place not in awaited:
            faults.append(f"no line for the row « {place[0]} » / « {place[1]} »")
        elif awaited[place][1] != role:
            faults.append(f"{awaited[place][0]}: {place[0]}: « {role} », « {awaited[place][1]} » awaited")
    faults += [f"{number}: no row « {title} » / « {mission} »" for (title, mission), (number, _) in awaited.items() if (title, mission) not in found]
    # A row is found by its title, without the letters that abridge it, or by another name of its.
    names = {ABRIDGED.sub("", name) for row in tool["rows"] for name in [row["title"], *row.get("also", [])]}
    faults += [f"the tool has no row for « {label} »" for label in LABELS if ABRIDGED.sub("", label) not in names]
    faults += [f"no row leads to {code}" for code in ROLES if not any(code in role for role in found.values())]


def main():
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent
    table, faults = HERE / "decisions.txt", []
    parts = lines_of(table)
    tree(fence(root / "content/outils/suis-je-concerne.md", "decision"), parts["suis-je-concerne"], faults)
    rows(fence(root / "content/outils/quel-role.md", "matrix"), parts["quel-role"], faults)
    for fault in faults:
        print(f"tests/decisions.txt: {fault}")
    print(f"{sum(len(part) for part in parts.values())} lines, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
