//! `imsmanifest.xml`: what a platform reads of a package. SCORM 1.2 and SCORM 2004 (4th edition).

use super::{Kind, shell};
use crate::course::Course;
use crate::text::html::attribute;
use crate::text::slug::slug;

/// The manifest of a course whose files have these names.
pub(super) fn write(course: &Course, kind: Kind, names: &[String]) -> String {
    let title = attribute(&course.file.title).into_owned();
    // An identifier of XML begins with a letter.
    let id = format!("jalon-{}", slug(&course.file.id.value));
    let files: String = names.iter().map(|name| format!("<file href=\"{}\"/>\n", attribute(name))).collect();
    let launch = shell::LAUNCH;
    if kind == Kind::Scorm12 {
        return format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <manifest identifier=\"{id}\" version=\"1.0\" xmlns=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\" xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\">\n\
            <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>\n\
            <organizations default=\"{id}-org\">\n<organization identifier=\"{id}-org\">\n<title>{title}</title>\n\
            <item identifier=\"{id}-item\" identifierref=\"{id}-sco\"><title>{title}</title></item>\n</organization>\n</organizations>\n\
            <resources>\n<resource identifier=\"{id}-sco\" type=\"webcontent\" adlcp:scormtype=\"sco\" href=\"{launch}\">\n{files}</resource>\n</resources>\n</manifest>\n"
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <manifest identifier=\"{id}\" version=\"1.0\" xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_v1p3\" xmlns:adlseq=\"http://www.adlnet.org/xsd/adlseq_v1p3\" xmlns:adlnav=\"http://www.adlnet.org/xsd/adlnav_v1p3\" xmlns:imsss=\"http://www.imsglobal.org/xsd/imsss\">\n\
        <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>\n\
        <organizations default=\"{id}-org\">\n<organization identifier=\"{id}-org\">\n<title>{title}</title>\n\
        <item identifier=\"{id}-item\" identifierref=\"{id}-sco\">\n<title>{title}</title>\n\
        <adlcp:completionThreshold completedByMeasure=\"false\" minProgressMeasure=\"1.0\" progressWeight=\"1.0\"/>\n\
        <imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID=\"{id}-objective\" satisfiedByMeasure=\"false\"/></imsss:objectives>\
        <imsss:deliveryControls completionSetByContent=\"true\" objectiveSetByContent=\"true\"/></imsss:sequencing>\n</item>\n\
        <imsss:sequencing><imsss:controlMode choice=\"true\" flow=\"true\"/></imsss:sequencing>\n</organization>\n</organizations>\n\
        <resources>\n<resource identifier=\"{id}-sco\" type=\"webcontent\" adlcp:scormType=\"sco\" href=\"{launch}\">\n{files}</resource>\n</resources>\n</manifest>\n"
    )
}
