namespace Tercet.Tests.Evaluation;

/// <summary>What the tests of retrieval share.</summary>
internal static class SmallRetrieval
{
    /// <summary>Items of one component; a letter for the class of each, a blank for none.</summary>
    public static RetrievalSet OnALine(string classes, params float[] positions) =>
        new(new ItemTable([.. classes.Select(letter => letter.ToString())]), EmbeddingMatrix.FromArray(positions, 1));

    public static RetrievalResult Evaluate(
        RetrievalSet queries, RetrievalSet? gallery = null, RetrievalOptions? options = null) =>
        RetrievalEvaluation.Evaluate(queries, gallery, options, TestContext.Current.CancellationToken);
}
