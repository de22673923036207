// Says what keeps an ontology out of OWL 2 DL and OWL 2 RL, one finding a line; nothing but the count of axioms when all is well.
//   java -cp owlapi-distribution.jar OwlProfile.java ONTOLOGY.rdf
// Reads RDF/XML, follows no import, and needs nothing but the OWL API (any 3.4; owlready2 carries 3.4.3). Exit status 1 if there is a finding.

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.io.FileDocumentSource;
import org.semanticweb.owlapi.io.RDFParserMetaData;
import org.semanticweb.owlapi.io.RDFTriple;
import org.semanticweb.owlapi.model.MissingImportHandlingStrategy;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyLoaderConfiguration;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

public class OwlProfile {
    public static void main(String[] arguments) throws Exception {
        OWLOntology ontology = load(new File(arguments[0]));
        List<String> findings = new ArrayList<>();
        for (RDFTriple triple : unparsed(ontology)) {
            findings.add("not OWL: " + triple);
        }
        for (OWLProfile profile : List.of(new OWL2DLProfile(), new OWL2RLProfile())) {
            for (OWLProfileViolation violation : profile.checkOntology(ontology).getViolations()) {
                findings.add(profile.getName() + ": " + violation.toString().replace('\n', ' '));
            }
        }
        System.out.println("axioms: " + ontology.getAxiomCount());
        findings.forEach(System.out::println);
        System.exit(findings.isEmpty() ? 0 : 1);
    }

    private static OWLOntology load(File file) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        manager.clearIRIMappers();
        OWLOntologyLoaderConfiguration offline =
                new OWLOntologyLoaderConfiguration().setMissingImportHandlingStrategy(MissingImportHandlingStrategy.SILENT);
        return manager.loadOntologyFromOntologyDocument(new FileDocumentSource(file), offline);
    }

    private static Iterable<RDFTriple> unparsed(OWLOntology ontology) {
        var format = ontology.getOWLOntologyManager().getOntologyFormat(ontology);
        return ((RDFParserMetaData) format.getOntologyLoaderMetaData()).getUnparsedTriples();
    }
}
